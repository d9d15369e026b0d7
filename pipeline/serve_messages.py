"""What the program says about its server, in English and Chinese; `messages` has the rest."""

from __future__ import annotations

SERVE_TEXTS: dict[str, tuple[str, str]] = {
    "help.serve": (
        "The pages in the browser: query and review a release; the people who may.",
        "浏览器页面：查询与审核一版数据集，并管理用户。",
    ),
    "help.serve.start": (
        "Serve a release (`serve RELEASE` does the same).",
        "提供一版数据集的网页（与 serve RELEASE 相同）。",
    ),
    "help.serve.user": ("People who may log in.", "可登录的用户。"),
    "help.serve.user.add": (
        "Add a person, or set role and password anew; the password is asked for, or read from standard input.",
        "添加用户，或重设其角色与密码；密码在终端询问，或从标准输入读取。",
    ),
    "help.serve.user.token": ("Print a new token for programs; it is shown once.", "为程序生成新令牌，只显示一次。"),
    "help.serve.user.remove": ("Remove a person; what they judged stays.", "删除用户；其判定仍保留。"),
    "help.serve.user.list": ("List people and roles.", "列出用户及其角色。"),
    "opt.user": ("Name of a person.", "用户名。"),
    "opt.users": (
        "File of the users (default: users.json beside the releases).",
        "用户文件（默认：版本文件夹旁的 users.json）。",
    ),
    "opt.role": ("reader, reviewer or curator.", "角色：reader（读者）、reviewer（审核者）、curator（主管）。"),
    "opt.port": ("Port to listen on.", "监听端口。"),
    "opt.host": ("Address to listen on (default: this machine alone).", "监听地址（默认仅限本机）。"),
    "opt.corpus": (
        "Folder with the documents, for the pictures of their pages.",
        "原始文献所在文件夹，用于显示页面图像。",
    ),
    "opt.closed": ("Reading wants a login too, or is everybody's.", "阅读是否也须登录。"),
    "opt.https": (
        "Behind a proxy on this machine that speaks HTTPS: cookies go over HTTPS alone, addresses are those that it names.",
        "位于本机 HTTPS 代理之后：Cookie 仅经 HTTPS 传送，来访地址以代理所报为准。",
    ),
    "opt.map": (
        "An approved base map (PNG, JPEG or SVG, plain degrees) to lay under the points.",
        "垫在点位之下的审定底图（PNG、JPEG 或 SVG，等经纬度投影）。",
    ),
    "opt.map_number": ("Its approval number, printed beside it.", "底图的审图号，随图显示。"),
    "opt.map_bounds": ("Degrees that the map reaches to (default: the whole world).", "底图四至（度），默认为全球。"),
    "serve.at": ("The pages lie at {address}; Ctrl+C ends them.", "网页位于 {address}，按 Ctrl+C 结束。"),
    "indexing": ("Search index: {percent} %", "建立检索索引：{percent} %"),
    "user.kept": ("{name} is a {role} now ({place}).", "{name} 现为 {role}（{place}）。"),
    "user.gone": ("{name} may not log in any more.", "{name} 不能再登录。"),
    "user.password": ("Password", "密码"),
}

"""The texts of whoever keeps a dataset going: tidying up, pins, logs, metrics, word to people. In English and Chinese, as in `messages`."""

from __future__ import annotations

WORK_TEXTS: dict[str, tuple[str, str]] = {
    "help.release.pin": (
        "Pin a release that somebody has cited or handed on: tidying up leaves it alone.",
        "固定已被引用或已交付的一版：清理时保留。",
    ),
    "opt.why_pinned": ("Why it is pinned, or not any more.", "固定（或取消固定）的理由。"),
    "opt.unpin": ("Take the pin away.", "取消固定。"),
    "pinned": ("{release} pinned: {why}", "{release} 已固定：{why}"),
    "unpinned": ("{release} no longer pinned: {why}", "{release} 不再固定：{why}"),
    "opt.source_list": (
        "A list of sources, one a line; lines that begin with # say nothing; may be given again.",
        "来源清单，一行一个，以 # 开头的行略过；可多次给出。",
    ),
    "stale": (
        "{number} documents could not be fetched today: their last copies stand in (run.json, stale).",
        "今日未能取得 {number} 份文档，沿用上次的副本（见 run.json 的 stale）。",
    ),
    "help.flows.serve": (
        "Keep a dataset up to date on this machine: nightly, weekly all over again, and on demand; no worker is needed.",
        "在本机定期更新数据集：每夜增量、每周全量复核、随时按需；不需要另设 worker。",
    ),
    "opt.nightly": ("When new and changed documents are taken in (cron).", "处理新增与变动文档的时间（cron）。"),
    "opt.weekly": ("When everything is read again (cron).", "全部重新处理的时间（cron）。"),
    "opt.timezone": ("By whose clock.", "时区。"),
    "serving.flows": (
        "Serving the flows; Prefect at {address}; Ctrl+C ends it.",
        "流程服务已启动；Prefect 位于 {address}，按 Ctrl+C 结束。",
    ),
    "opt.batch_bytes": ("Megabytes of documents in one task, about.", "每个任务约含的文档量（兆字节）。"),
    "opt.ocr_at_once": (
        "Tasks with scans or pictures at a time, over all runs of the server.",
        "同一服务下同时处理扫描件或图片的任务数。",
    ),
    "opt.runner": (
        "Who works through the batches: worker processes here (threads), or Dask's (the extra dask).",
        "由谁处理各批文档：本机工作进程（threads），或 Dask 工作进程（需附加包 dask）。",
    ),
    "opt.dask": (
        "Address of a running Dask scheduler; without it --runner dask starts N worker processes here.",
        "已在运行的 Dask 调度器地址；不给出时 --runner dask 在本机启动 N 个工作进程。",
    ),
    "opt.work_store": (
        "Folder or address (s3://..., any of fsspec's) of the work store that every worker reaches; default: OUT/.work.",
        "各工作进程都能访问的工作库：目录或地址（s3://… 等 fsspec 支持的地址）；默认为 OUT/.work。",
    ),
    "opt.flow_gold": (
        "Gold of this corpus: its score becomes an artifact.",
        "该语料的人工标注：评分列为 Prefect 制品。",
    ),
    "artifact.quarantine": ("Documents that could not be done", "未能处理的文档"),
    "artifact.conflicts": ("Values that lost, and why", "未采纳的冲突取值及理由"),
    "artifact.score": ("The release against {gold}", "与人工标注 {gold} 对照"),
    "artifact.unscored": ("No score against {gold}: {why}", "未能与 {gold} 对照评分：{why}"),
    "help.store": ("The work store and old releases.", "工作库与旧版。"),
    "help.store.gc": (
        "Remove parts of the work store that no present document names, and old releases that are neither latest nor pinned.",
        "清除现有文档不再使用的中间结果，以及既非最新也未固定的旧版。",
    ),
    "opt.keep": ("Newest releases of each dataset that stay.", "每个数据集保留的最新版数。"),
    "opt.dry_gc": ("Only say what would go.", "只说明将清除什么。"),
    "tidied": (
        "Removed: {releases} releases, {parts} parts, {megabytes} MB.",
        "已清除：{releases} 版，{parts} 份中间结果，{megabytes} MB。",
    ),
    "tidied.dry": (
        "Would be removed: {releases} releases, {parts} parts, {megabytes} MB.",
        "将清除：{releases} 版，{parts} 份中间结果，{megabytes} MB。",
    ),
    "opt.log_json": (
        "Log each document and the run as JSON lines on standard error.",
        "将每份文档及本次运行以 JSON 行写入标准错误。",
    ),
    "opt.webhook": (
        "Post one short JSON there when the run fails, its release is held or quarantine is above its limit (or YOUCHENG_WEBHOOK).",
        "运行失败、新版停留为候选版或隔离比例超限时，向该地址发送一条简短 JSON（亦可用环境变量 YOUCHENG_WEBHOOK）。",
    ),
    "alarm.failed": ("youcheng: the run of {dataset} failed", "友城：{dataset} 运行失败"),
    "alarm.held": (
        "youcheng: release {release} of {dataset} is held back",
        "友城：{dataset} 的新版 {release} 停留为候选版",
    ),
    "alarm.quarantine": (
        "youcheng: too many documents of {dataset} in quarantine ({release})",
        "友城：{dataset} 隔离文档过多（{release}）",
    ),
    "unheard": ("The webhook could not be reached: {why}", "webhook 无法送达：{why}"),
}

"""What the program says to people, in English or Chinese as the locale has it; every text once, beside its twin.

Data never passes through here: columns, reasons and quotes are the same in every language.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from pipeline.review_messages import REVIEW_TEXTS
from pipeline.serve_messages import SERVE_TEXTS
from pipeline.work_messages import WORK_TEXTS

ENGLISH, CHINESE = 0, 1

TEXTS: dict[str, tuple[str, str]] = {
    **REVIEW_TEXTS,
    **SERVE_TEXTS,
    **WORK_TEXTS,
    # help
    "help": (
        "Reads Chinese reports about international sister cities and makes a dataset whose every value leads back to its page.",
        "阅读有关国际友好城市的中文报告，生成数据集；其中每个数值都能追溯到原文页面上的文字。",
    ),
    "help.run": (
        "Read SOURCES (files, folders, globs, addresses) and write a release of the dataset under OUT.",
        "读取 SOURCE（文件、文件夹、通配符或网址），在 OUT 下写出一版数据集。",
    ),
    "help.flows": ("The same run, scheduled by Prefect.", "由 Prefect 调度的同一流程。"),
    "help.explain": (
        "Show how a fact or a finding came about: its claims, their quotes, where these stand, who read them, why this value won.",
        "说明一条事实或审核发现的来历：各条主张、引文、所在位置、由谁读出，以及该值胜出的理由。",
    ),
    "help.evaluate": (
        "Hold claims against hand-written gold facts: precision, recall, F1 and strict F1, with a listing.",
        "以人工标注为准评估：精确率、召回率、F1 与严格 F1，并列出明细。",
    ),
    "help.read": (
        "Show how a document is read: blocks, tables, notes.",
        "显示一份文档的阅读结果：文本块、表格、注释。",
    ),
    "help.annotate": (
        "Show the sentences of a document with their places, dates and quantities, or keep them as spaCy Docs.",
        "显示一份文档各句中的地名、日期和数量，或存为 spaCy 文档。",
    ),
    "help.places": ("Name the places that NAMES stand for.", "查出地名所指的地点。"),
    "help.query": (
        "Ask a release in SQL (DuckDB, read-only); the tables are those of its data dictionary.",
        "用 SQL 查询一版数据集（DuckDB，只读）；表见其数据字典。",
    ),
    "help.table": (
        "Draw a table as reports do (NAME, or list): ties by country, region, decade, beside what reports state.",
        "绘制报告中常见的统计表（NAME，或 list 列出全部）：国别、区域、年代等分布，并与报告所载数字对照。",
    ),
    "help.report": (
        "Write a release's report: one HTML file in Chinese and English with plots, to be read without a network.",
        "写出一版数据集的报告：一个中英文对照、带图的 HTML 文件，离线可读。",
    ),
    "opt.report": ("The file to write.", "要写出的文件。"),
    "report.written": ("The report lies in {path}", "报告位于 {path}"),
    "opt.table": ("Which table; `list` names them all.", "表名；list 列出全部。"),
    "opt.home": ("Ties of this Chinese place alone, by its id.", "仅限中方某地（标识）。"),
    "opt.within": (
        "Ties with this country, group or continent alone, by its id (JP, group:ceec, M49:142).",
        "仅限对方某国、某组国家或某洲（标识，如 JP、group:ceec、M49:142）。",
    ),
    "opt.document": ("Ties and numbers of one document alone.", "仅取一份文档中的友城和数字。"),
    "opt.as_of": ("Ties and numbers up to this date.", "截至该日期的友城和数字。"),
    "opt.scheme": ("Which division, where a table has several.", "所用划分（表有多种划分时）。"),
    "opt.places": ("A place to set side by side; give at least two.", "并列比较的地点；至少两个。"),
    "opt.facts": ("With --csv: the fact ids that each cell rests on.", "与 --csv 同用：输出各单元格所依据的事实编号。"),
    "opt.sql": ("One SELECT.", "一条 SELECT 语句。"),
    "opt.csv": ("Print CSV.", "输出 CSV。"),
    "held": (
        "A candidate lies in {release}; the latest release stays as it is, since:",
        "候选版位于 {release}；最新版保持不变，原因：",
    ),
    "help.models": ("The learned parts: train them, deal gold out.", "学习所得的模型：训练，划分标注。"),
    "help.models.split": (
        "Deal gold documents that stand in no split yet; none is moved.",
        "将尚未划分的标注文档分入各部分；已划分者不动。",
    ),
    "help.models.transliteration": (
        "Learn from the place authority which Latin letters a character writes; some minutes.",
        "从地名库学习汉字所对应的拉丁字母；需数分钟。",
    ),
    "help.models.train": (
        "Train all models on the gold, calibrate confidence, write weights and cards.",
        "用标注训练所有模型、校准可信度，写出权重与说明卡。",
    ),
    "opt.models": ("Folder of the models.", "模型文件夹。"),
    "help.version": ("Print the version and leave.", "显示版本后退出。"),
    "opt.sources": (
        "Files, folders, globs, or addresses (http, https, s3, …).",
        "文件、文件夹、通配符或网址（http、https、s3 等）。",
    ),
    "opt.out": ("Folder for the releases.", "存放各版数据集的文件夹。"),
    "opt.processes": ("Worker processes.", "工作进程数。"),
    "opt.name": ("Name of the dataset: a folder of its own under OUT.", "数据集名称：OUT 下的单独文件夹。"),
    "opt.register": (
        "A list of ties from elsewhere (CSV, XLSX, JSON): one more source, held against the reports; may be given again.",
        "外部友城名录（CSV、XLSX、JSON）：作为又一来源载入，并与报告逐对核对；可多次给出。",
    ),
    "register": (
        "Beside the register: it lacks {lacked} ties of the reports, {unseen} of its ties no report tells of, {date} dates differ.",
        "与名录核对：名录缺载报告中的 {lacked} 对；名录中有 {unseen} 对报告未提及；{date} 对日期不一致。",
    ),
    "findings": (
        "The audits found {contradiction} contradictions, {gap} gaps, {note} notes (audits.jsonl).",
        "审核发现矛盾 {contradiction} 处、缺漏 {gap} 处、提示 {note} 处（audits.jsonl）。",
    ),
    "opt.cut": ("Reject claims under this confidence.", "可信度低于此值的主张不予采纳。"),
    "opt.hmt_label": (
        "How Hong Kong, Macao and Taiwan are shown: plain, official, china.",
        "香港、澳门、台湾的显示名称：plain（香港）、official（香港特别行政区）、china（中国香港）。",
    ),
    "opt.hmt_counted": (
        "Which of CN-HK,CN-MO,CN-TW enter totals over China: their ids, all, none.",
        "全国合计包括 CN-HK、CN-MO、CN-TW 中的哪些：列出标识，或 all、none。",
    ),
    "opt.ocr": (
        "Which pages are read by OCR: those without a usable text layer, none, all.",
        "哪些页面用 OCR 识别：无可用文字层的（auto）、都不（never）、全部（always）。",
    ),
    "opt.expectations": (
        "What the release must look like to become the latest one (default: expectations.toml of the first source folder with one).",
        "新版须满足的要求，满足后才成为最新版（默认：第一个含 expectations.toml 的来源文件夹中的该文件）。",
    ),
    "opt.marks": (
        "Marks of notes that were found: ⟦index in notes⟧ in their place (placed), or taken out without a trace (out).",
        "已找到注文的注码：在原处写作⟦notes 中的序号⟧（placed），或从正文中取出（out）。",
    ),
    "opt.weights": (
        "Take the weights of the sources from this weights.json of a release instead of learning them.",
        "来源权重取自某一版的 weights.json，不重新学习。",
    ),
    "opt.profile": (
        "internal: everything; public: quotes of 120 characters, telephones and e-mail masked, no words of documents with share = false.",
        "internal 为全部内容；public 将引文截至 120 字，遮去电话和邮箱，不含清单中 share = false 的文献的文字。",
    ),
    "opt.quiet": ("No progress, only the result.", "不显示进度，只显示结果。"),
    "opt.json": ("Print JSON.", "输出 JSON。"),
    "opt.release": (
        "Release folder, or the folder that holds releases (default: outputs).",
        "数据集版本的文件夹，或其上级文件夹（默认 outputs）。",
    ),
    "opt.id": (
        "Id of a fact (p-…, n-…, a-…, m-… and so on), a claim (c-…) or a finding of the audits (f-…).",
        "事实编号（p-…、n-…、a-…、m-… 等）、主张编号（c-…）或审核发现编号（f-…）。",
    ),
    "opt.second": (
        "How far the second reading (`second/` of the gold folder) agrees with the first; reads no report.",
        "两次标注（标注文件夹中的 `second/`）的一致程度；不读取报告。",
    ),
    "opt.gold": ("Folder with the gold facts.", "标注文件夹。"),
    "opt.source": (
        "Folder with the documents that the gold quotes; gold with its own texts (*.gold) needs none.",
        "标注所引文档的文件夹；自带文本的标注（*.gold）不需要。",
    ),
    "opt.split": (
        "Only this split of the gold: train, calibration or test.",
        "只用标注的这一部分：train、calibration 或 test。",
    ),
    "opt.claims": (
        "A release, or a claims.jsonl; without it the documents in SOURCE are read now.",
        "某一版数据集或 claims.jsonl；不给出则当场读取 SOURCE 中的文档。",
    ),
    "opt.list": ("List this many findings of each kind and type.", "每类每种列出的条数。"),
    "opt.pages": ("Show these pages only.", "只显示这些页。"),
    "opt.debug": (
        "Write pictures of the pages there, with blocks, their order, cells and notes drawn in.",
        "把各页图片写入该文件夹，标出文本块、顺序、单元格与注释。",
    ),
    "opt.file": ("The document.", "文档。"),
    "opt.docbin": ("Write the sentences as a spaCy DocBin to OUT.", "把各句写成 spaCy DocBin 文件 OUT。"),
    "docbin": ("{sentences} sentences written to {path}.", "已将 {sentences} 个句子写入 {path}。"),
    "opt.names": ("Names of places.", "地名。"),
    "opt.serve": (
        "Answer OpenRefine (reconciliation API 0.2) on this port of this machine.",
        "在本机此端口提供 OpenRefine 地名对齐服务（API 0.2）。",
    ),
    "serving": ("Reconciliation service at {address}; Ctrl+C ends it.", "对齐服务地址：{address}，按 Ctrl+C 结束。"),
    "opt.from": ("JSON lines with name and country.", "含 name 与 country 的 JSON 行文件。"),
    "opt.country": ("ISO 3166-1 code of the country that the names lie in.", "地名所属国家的 ISO 3166-1 代码。"),
    "opt.fresh": (
        "Read and extract everything again; without it, documents that nothing has changed for are taken from the work store.",
        "全部重新读取和抽取；否则未变动的文档沿用工作库中的结果。",
    ),
    "opt.wait": (
        "Wait this long for a run that has the dataset; without it the call ends with an error.",
        "数据集被另一运行占用时等待的秒数；不给出则报错退出。",
    ),
    "opt.dry_run": (
        "Only say what would be done for each document, and why.",
        "只说明每份文档将如何处理及其原因，不实际运行。",
    ),
    "plan": (
        "To read {read}, to extract {extracted}, unchanged {reused}, withdrawn {withdrawn}, in trouble {troubles}.",
        "需阅读 {read} 份，需抽取 {extracted} 份，未变动 {reused} 份，撤回 {withdrawn} 份，有问题 {troubles} 份。",
    ),
    "work.read": ("read", "阅读"),
    "work.extracted": ("extract", "抽取"),
    "work.reused": ("keep", "沿用"),
    "work.withdrawn": ("withdraw", "撤回"),
    "work.trouble": ("trouble", "问题"),
    "because.unchanged": ("nothing has changed", "没有变动"),
    "because.new": ("new", "新文档"),
    "because.bytes": ("its bytes have changed", "内容有变"),
    "because.renamed": ("the same bytes under another name", "内容相同而名称不同"),
    "because.reading": ("another version of reading", "阅读步骤版本不同"),
    "because.extraction": (
        "another version of extraction (rules, word lists, models)",
        "抽取步骤版本不同（规则、词表、模型）",
    ),
    "because.settings": ("other settings", "设置不同"),
    "because.about": ("the manifest says something else of it", "清单中的著录有变"),
    "because.unkept": ("nothing of it is in the work store", "工作库中没有其结果"),
    "because.fresh": ("everything is wanted again", "要求全部重做"),
    "gone.removed": ("no longer among the sources", "已不在来源之中"),
    "gone.trouble": ("it cannot be taken in any more", "已无法载入"),
    # progress and results
    "waiting": ("Waiting for {holder} to end …", "正在等待 {holder} 结束……"),
    "unkept": (
        "The work store could not keep {number} documents (disk full?): the next run does them again.",
        "工作库未能保存 {number} 份文档的结果（磁盘已满？）：下次运行将重新处理。",
    ),
    "reading": ("reading", "阅读"),
    "starting": (
        "Starting the flow (Prefect's temporary server takes a moment) …",
        "正在启动流程（Prefect 临时服务需稍候）……",
    ),
    "found": (
        "Found {pair} pairs, {count} counts, {activity} activities in {documents} documents ({claims} claims).",
        "从 {documents} 份文档中得到 {pair} 对友城关系、{count} 个数量、{activity} 项活动（共 {claims} 条主张）。",
    ),
    "troubles": ("Could not be done ({number}):", "未能处理（{number}）："),
    "nothing": ("Nothing could be done.", "没有任何文档得到处理。"),
    "report": ("The report lies in {release}", "运行报告位于 {release}"),
    "withdrawn": (
        "Withdrawn since the run before: {number} documents (run.json names them, with the reason).",
        "自上次运行以来撤回 {number} 份文档（名称及原因见 run.json）。",
    ),
    "same": (
        "Nothing has changed: the dataset lies in {release}",
        "没有任何变动：数据集位于 {release}",
    ),
    "lies": ("The dataset lies in {release}", "数据集位于 {release}"),
    # explain
    "fact": ("fact", "事实"),
    "claims": ("claims", "主张"),
    "rejected": ("rejected: {reason}", "未采纳：{reason}"),
    "why": ("why: {reason}", "理由：{reason}"),
    "lost": (
        "lost: {field} {lost} against {kept}: {reason}",
        "落选：{field} {lost}，不敌 {kept}：{reason}",
    ),
    "finding": ("finding {id} ({kind}, {severity})", "审核发现 {id}（{kind}，{severity}）"),
    "beside_register": ("beside the register", "与名录核对"),
    "history": ("history", "沿革"),
    "where.text": ("{document}, characters {start}–{end}", "{document}，第 {start}–{end} 字符"),
    "where.page": ("{document}, page {page}, {boxes} boxes", "{document}，第 {page} 页，{boxes} 个框"),
    "inherited": ("from the {what}: {quote}", "承自{what}：{quote}"),
    "by": (
        "{extractor} (youcheng {version}), confidence {confidence}",
        "{extractor}（youcheng {version}），可信度 {confidence}",
    ),
    # errors
    "error.option": ("no such option: {name}", "没有这个选项：{name}"),
    "error.missing": ("missing {name}", "缺少 {name}"),
    "error.command": ("{message}", "{message}"),
    "error.value": ("{name}: {message}", "{name}：{message}"),
    "error.usage": ("{message} (see --help)", "{message}（参见 --help）"),
    "error.unknown_id": ("no fact or claim {id} in {where}", "{where} 中没有编号为 {id} 的事实或主张"),
    "error.interrupted": ("interrupted", "已中断"),
}


def language(environment: Mapping[str, str] | None = None) -> int:
    """The language of the first locale variable that is set, as C programs look them up."""
    environment = os.environ if environment is None else environment
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return CHINESE if value.lower().startswith(("zh", "chinese")) else ENGLISH
    return ENGLISH


def is_chinese() -> bool:
    """Is the reader's language Chinese?"""
    return language() == CHINESE


def say(key: str, **values: object) -> str:
    """The text under `key` in the reader's language with `values` filled in."""
    return TEXTS[key][language()].format(**values)

"""What the program says to reviewers, in English and Chinese; `messages` has the rest."""

from __future__ import annotations

REVIEW_TEXTS: dict[str, tuple[str, str]] = {
    "help.review": (
        "A person's word on claims, facts and pages; what waits for one.",
        "人工审核：对主张、事实和页面作出判定，列出待审内容。",
    ),
    "help.review.judge": (
        "Write one judgement on a claim, a fact or (whole-page-read) a document into the ledger.",
        "对一条主张、一条事实或（整页已读）一份文献作出判定，记入判定账。",
    ),
    "help.review.add": ("Add a claim that was missed, by the words that say it.", "补充遗漏的主张，须指明原文词句。"),
    "help.review.list": ("Every judgement, and how it stands to a release.", "列出全部判定及其在某版中的状态。"),
    "help.review.orphans": ("Judgements whose words no release reads any more.", "列出原文已不再读出的判定。"),
    "help.review.queue": ("Claims that wait for a reviewer.", "列出待审主张。"),
    "help.review.precision": (
        "The share of right claims among those drawn at random, with Wilson's interval.",
        "随机抽取的主张中正确者的比例及威尔逊区间。",
    ),
    "help.review.agreement": ("Cohen's kappa of two reviewers.", "两位审核者的科恩卡帕系数。"),
    "help.review.export": ("Write judged documents as gold for `evaluate`.", "把已审文献写成 evaluate 可用的标注。"),
    "help.ledger": (
        "The ledger of judgements: verify, back up, restore, export, import.",
        "判定账：校验、备份、恢复、导出、导入。",
    ),
    "help.ledger.verify": ("Prove the chain of entries.", "校验整条判定链。"),
    "help.ledger.backup": ("Copy the ledger into a new SQLite file.", "把判定账复制到新的 SQLite 文件。"),
    "help.ledger.restore": ("Put back what a backup has.", "从备份恢复。"),
    "help.ledger.export": ("Write the chain as JSON lines, for git.", "把判定链导出为 JSON 行，便于用 git 管理。"),
    "help.ledger.import": ("Append what exported lines have and the ledger lacks.", "导入判定账中尚无的条目。"),
    "opt.ledger": (
        "The judgement ledger: a file, or sqlite:// or postgresql:// with its address; default: ledger.sqlite beside the releases.",
        "判定账：文件，或 sqlite://、postgresql:// 地址；默认为各版旁的 ledger.sqlite。",
    ),
    "opt.ledger_file": ("The file.", "文件。"),
    "opt.reviewer": ("Who judges.", "审核人。"),
    "opt.reviewer_why": ("Why.", "理由。"),
    "opt.from_queue": ("The queue that it came from, such as random:7.", "来自哪个队列，如 random:7。"),
    "opt.target": (
        "Id of a claim or fact; the name of a document for whole-page-read.",
        "主张或事实编号；整页已读时为文献名。",
    ),
    "opt.verdict": ("The judgement.", "判定。"),
    "opt.field": ("The field to correct.", "要更正的字段。"),
    "opt.value": (
        "Its value: a date in EDTF, a word of a closed list, a place as id or 名@CC.",
        "更正后的值：EDTF 日期、限定词，或地点编号、名@CC。",
    ),
    "opt.apart": ("A claim that is split off; again for more.", "拆出的主张，可重复。"),
    "opt.with": ("The fact to merge into it.", "并入的事实。"),
    "opt.page": ("The page that was read whole; without it the whole document.", "已通读的页；不给出则为整份文献。"),
    "opt.of_document": ("Name of the document.", "文献文件名。"),
    "opt.type": ("Claim type: pair, count, activity …", "主张类型：pair、count、activity 等。"),
    "opt.quote": ("The words that show it, as they stand in the document.", "原文中的词句。"),
    "opt.fields": ("A field and its value; again for more.", "字段与值，可重复。"),
    "opt.select": ("A field and the words that say it; again for more.", "字段与原文词句，可重复。"),
    "opt.which": ("Which of several places of the quote.", "引文多处出现时取第几处。"),
    "opt.seed": ("Seed of the random draw.", "随机抽取的种子。"),
    "opt.size": ("How many claims.", "条数。"),
    "opt.queue_kind": ("Which queue.", "队列种类。"),
    "opt.queue_by": ("Leave out only what this name has judged.", "只略去此人已审的。"),
    "opt.gold_out": ("Folder for the gold.", "存放标注的文件夹。"),
    "review.kept": ("{id}: {act}, {readings} readings", "{id}：{act}，涉及 {readings} 条"),
    "review.use_add": ("a missed claim is added with `youcheng review add`", "补充遗漏请用 youcheng review add"),
    "review.unjudged": (
        "nothing of the random queue with seed {seed} has been judged",
        "种子 {seed} 的随机队列尚无判定",
    ),
    "review.precision": (
        "precision {share} ({within} interval {low}–{high}): {right} of {judged} judged are right, {drawn} drawn",
        "精确率 {share}（{within} 区间 {low}–{high}）：已审 {judged} 条中 {right} 条正确，共抽取 {drawn} 条",
    ),
    "review.kappa": (
        "{of} judged by both, equal {equal}, kappa {kappa}",
        "双方共审 {of} 条，一致 {equal}，卡帕 {kappa}",
    ),
    "review.exported": ("{number} documents written to {place}", "已将 {number} 份文献写入 {place}"),
    "ledger.whole": ("{number} entries, the chain is whole", "共 {number} 条，链条完整"),
    "ledger.taken": ("{number} entries written to {place}", "已将 {number} 条写入 {place}"),
    "ledger.came": ("{number} entries came", "新增 {number} 条"),
    "ledger.none": ("there is no ledger in {folder} yet", "{folder} 中尚无判定账"),
}

"""The card of each model: what it is asked, what it was made from, how good it is and where it is used; written anew by each training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.learn.ablation import SURE, Figures
from pipeline.learn.accept import ALWAYS, NEVER
from pipeline.learn.fit import Examples, Fitted

ASKED = {
    "tie": "Does a sentence tie this Chinese and this foreign place?",
    "relation": "Which tie does a sentence state between this Chinese and this foreign place?",
    "activity": "Does this part of a sentence tell of something that was done?",
    "category": "In which field was what was done?",
    "measure": "What does this number count, if anything of ours?",
}
USED = {
    "tie": "Adds pairs of which no rule says anything (`ml.tie`), and weighs in the confidence of the rules' pairs at the same words.",
    "relation": "Names the relation of the pairs that `tie` adds; the rules' own pairs keep theirs.",
    "activity": "Adds happenings that no rule drafted (`ml.activity`), and weighs in the confidence of the rules' activities.",
    "category": "Only where no word of the rules' lists names a field: there the rules have no answer at all.",
    "measure": (
        "None: trained and measured, its weights are not kept. On the reports of the acceptance sets, whose numbers the rules measure "
        "right to a few in a hundred, it was wrong wherever it differed; to ask it of every number would cost more than it brings."
    ),
}
LICENCE = "Apache-2.0, as the project; the texts of `corpora/gold` were written for it"


def card(name: str, fitted: Fitted, examples: Examples, figures: Figures, gold: str) -> str:
    """The card of one model in Markdown; `gold` says which gold it was made from."""
    classes = Counter(examples.labels)
    grams = sum(len(table) for _, table in fitted.zones)
    counted = ", ".join(f"{label} {number}" for label, number in sorted(classes.items()))
    threshold = (
        "" if fitted.accept in (ALWAYS, NEVER) else f", its word is taken from a probability of {fitted.accept} on"
    )
    lines = [
        f"# {name}",
        "",
        ASKED[name],
        "",
        f"- **Kind**: logistic regression over character grams of {len(fitted.zones)} zones "
        f"({', '.join(zone.name for zone, _ in fitted.zones)}), {grams} grams, C = {fitted.penalty} by five-fold cross-validation "
        f"grouped by document{threshold}. Places, dates and digits are folded to signs: it knows no name.",
        f"- **Data**: {gold}; {len(examples.labels)} candidates ({counted}).",
        f"- **Use**: {USED[name]}",
        f"- **Licence**: {LICENCE}.",
        "- **Made by** `make models`; the same gold, rules and seeds give the same bytes.",
        "",
        "## On the test split",
        "",
        *table(figures),
        *_remark(name),
    ]
    return "\n".join(lines) + "\n"


def _remark(name: str) -> Sequence[str]:
    if name == "measure":
        return (
            "",
            f"Share of right measures among right counts; *both* takes the model's from a probability of {SURE} on.",
        )
    if name == "relation":
        return (
            "",
            "Share of right relations among candidate pairs that are tied; the rules have none for those that they miss.",
        )
    if name == "category":
        return (
            "",
            "Share of happenings whose category is one that gold takes; *both* takes the model's where the rules have none.",
        )
    return ("", "By the matching of `youcheng evaluate`; *model* has none of the rules' claims of the type.")


def table(figures: Figures, digits: int = 3) -> list[str]:
    """Figures by variant as a Markdown table."""
    names = list(next(iter(figures.values()), {}))
    rows = [
        f"| {variant} | {' | '.join(f'{values[n]:.{digits}f}' for n in names)} |" for variant, values in figures.items()
    ]
    return [f"| | {' | '.join(names)} |", f"|---|{'---|' * len(names)}", *rows]


def place_card(figures: Figures, unlisted: int, gold: str) -> str:
    """The card of the names that no list knows."""
    lines = [
        "# place",
        "",
        "Where does a place stand whose name no list knows?",
        "",
        "- **Kind**: spaCy `ner` on characters (HashEmbedCNN, width 64, depth 3), twelve rounds.",
        f"- **Data**: {gold}; the names of their facts, looked up in their sentences.",
        "- **Use**: none, and its weights are not kept: where the suffix rules have nothing, most of what it takes for a name is none,",
        "  and a wrong name makes wrong pairs and scopes. `pipeline.places` proposes such names by suffix, country and list.",
        f"- **Licence**: {LICENCE}.",
        "- **Made by** `make models`.",
        "",
        "## On the test split",
        "",
        *table(figures, digits=0),
        "",
        f"Of {unlisted} names that no list knows: found exactly; and spans taken for such a name that touch no name of gold.",
    ]
    return "\n".join(lines) + "\n"


def confidence_card(figures: Mapping[str, Mapping[str, float]], gold: str) -> str:
    """The card of the scales: calibration error a type on the test split."""
    rows = [f"| {kind} | {f['claims']:.0f} | {f['error']:.3f} |" for kind, f in figures.items()]
    lines = [
        "# confidence",
        "",
        "How sure is a claim? A logistic model a type over what rule and model say, who signed it and what it states.",
        "",
        f"- **Data**: {gold}. Drafts of `train` come from models that had not seen their document and count half, since rules",
        "  may have been mended on it; those of documents that rules were made with (`h…`) do not count. Slope and level are set right",
        "  on `calibration` alone (Platt). An extractor with few claims is pulled to its type.",
        "- **Use**: every pair, count and activity, before the citation gate; other types keep what their rule says. `fields` holds, by",
        "  extractor, the share of right fields among right claims of `calibration` (pooled to the type); `run.json` carries it.",
        f"- **Licence**: {LICENCE}.",
        "",
        "## On the test split",
        "",
        "| | claims | expected calibration error |",
        "|---|---|---|",
        *rows,
    ]
    return "\n".join(lines) + "\n"

"""SQL over the tables of a release: the register of a day, and panels of years.

A date that is vaguer than the question (1980s, for a day of 1985) is never rounded: the tie is unsure, or undated in a panel.
"""

from __future__ import annotations

from pipeline.errors import UsageError

# How each tie stood on a day: what had begun for certain, what may have begun, what had ended.
_REGISTER = """
WITH asked AS (SELECT CAST(? AS VARCHAR) AS day),
     held AS (
  SELECT s.fact_id,
         bool_or(s.relation IN ('sister', 'exchange') AND s.date_last <= day) AS began,
         bool_or(s.relation IN ('sister', 'exchange') AND s.date_first <= day) AS may_have_begun,
         bool_or(s.relation IN ('sister', 'exchange') AND s.date_first IS NULL) AS undated,
         bool_or(s.relation = 'terminated' AND s.date_last <= day) AS ended,
         bool_or(s.relation = 'terminated' AND (s.date_first IS NULL OR s.date_first <= day)) AS may_have_ended,
         max(CASE WHEN s.relation IN ('sister', 'exchange') AND s.date_first <= day THEN s.date_first END) AS since_first,
         arg_max(s.relation, s.date_first) FILTER (s.relation IN ('sister', 'exchange') AND s.date_first <= day) AS relation_then,
         max(CASE WHEN s.relation = 'terminated' AND s.date_last <= day THEN s.date_last END) AS ended_last
  FROM pair_states s, asked GROUP BY s.fact_id)
SELECT p.fact_id, p.a_place_id, p.a_name, p.a_name_en, p.b_place_id, p.b_name, p.b_name_en, p.b_country,
       coalesce(h.relation_then, p.relation) AS relation, p.date, p.since, p.until,
       CASE WHEN h.began AND h.ended AND h.ended_last >= h.since_first THEN 'ended'
            WHEN h.began AND NOT h.may_have_ended THEN 'standing'
            WHEN h.began THEN CASE WHEN h.ended_last < h.since_first THEN 'standing' ELSE 'unsure' END
            WHEN h.may_have_begun THEN 'unsure'
            WHEN h.undated OR h.may_have_begun IS NULL THEN CASE WHEN h.ended THEN 'ended' ELSE 'undated' END
            WHEN h.ended THEN 'ended'
            ELSE 'not yet' END AS state
FROM pairs p LEFT JOIN held h USING (fact_id) ORDER BY p.fact_id
"""

_UNITS = {
    "pair": ("p.fact_id", "p.a_name || '–' || p.b_name"),
    "province-country": ("{province} || '–' || coalesce(p.b_country, '?')",) * 2,
    "country": ("coalesce(p.b_country, '?')",) * 2,
}

# A tie's year is known where both bounds of its date lie in it. Activities and documents count for a unit whose both sides they name.
_PANEL = """
WITH ties AS (
  SELECT {unit}, p.fact_id, p.a_place_id AS a, p.b_place_id AS b,
         max(CASE WHEN s.relation = 'sister' AND s.date_first[:4] = s.date_last[:4] THEN s.date_first[:4]::INT END) AS began,
         max(CASE WHEN s.relation = 'terminated' AND s.date_first[:4] = s.date_last[:4] THEN s.date_first[:4]::INT END) AS ended,
         bool_or(s.relation = 'terminated') AS is_over
  FROM pairs p LEFT JOIN pair_states s USING (fact_id)
  WHERE p.relation IN ('sister', 'terminated') GROUP BY ALL),
years AS (SELECT unnest(range(?::INT, ?::INT + 1))::INT AS year),
units AS (SELECT unit, any_value(name) AS name FROM ties GROUP BY unit),
stocks AS (
  SELECT unit, year,
         count(*) FILTER (began <= year AND NOT (is_over AND ended IS NULL) AND (ended IS NULL OR ended > year)) AS stock,
         count(*) FILTER (began = year) AS new,
         count(*) FILTER (ended = year) AS ended,
         count(*) FILTER (began IS NULL OR (is_over AND ended IS NULL)) AS undated
  FROM ties, years GROUP BY unit, year),
sides AS (SELECT DISTINCT unit, a, b FROM ties),
taking_part AS (
  SELECT fact_id, date_first[:4]::INT AS year, unnest(string_split(participant_ids, '; ')) AS place
  FROM activities WHERE date_first[:4] = date_last[:4] AND date_first[:4] SIMILAR TO '[0-9]{{4}}'),
done AS (
  SELECT s.unit, x.year, count(DISTINCT x.fact_id) AS activities
  FROM sides s JOIN taking_part x ON x.place = s.a JOIN taking_part y ON y.place = s.b AND y.fact_id = x.fact_id
  GROUP BY s.unit, x.year),
telling AS (
  SELECT t.unit, max(d.date[:4]::INT) AS reach
  FROM ties t JOIN claims c USING (fact_id) JOIN documents d USING (document_digest)
  WHERE d.date[:4] SIMILAR TO '[0-9]{{4}}' GROUP BY t.unit)
SELECT u.unit, u.name, y.year, k.stock, k.new, k.ended, k.undated,
       CASE WHEN d.activities IS NOT NULL THEN d.activities WHEN y.year <= r.reach THEN 0 END AS activities,
       coalesce(y.year <= r.reach, false) AS covered
FROM units u CROSS JOIN years y JOIN stocks k ON k.unit = u.unit AND k.year = y.year
LEFT JOIN done d ON d.unit = u.unit AND d.year = y.year LEFT JOIN telling r ON r.unit = u.unit
ORDER BY u.unit, y.year
"""
# GB/T 2260: the first two digits are the province; a place without such a code is a unit of its own.
_PROVINCE = (
    "CASE WHEN p.a_place_id SIMILAR TO '[0-9]{6}' THEN p.a_place_id[:2] || '0000' ELSE coalesce(p.a_place_id, '?') END"
)


def register_query() -> str:
    """The query of `Release.as_of`; its one value is the day."""
    return _REGISTER


def panel_query(unit: str) -> str:
    """The query of `Release.panel` for a unit; its values are the first and the last year. Raises `UsageError` for another unit."""
    if unit not in _UNITS:
        raise UsageError(f"no unit '{unit}', only {', '.join(_UNITS)}")
    code, name = (words.replace("{province}", _PROVINCE) for words in _UNITS[unit])
    return _PANEL.format(unit=f"{code} AS unit, {name} AS name")

"""Why this room exists: reports remark on things that are neither tie nor number, and that ties and numbers can contradict.

Stages of a development with their years, and ties that are said not to be there. The audits hold them against all else.
"""

from pipeline.extract.rules.remarks.extract import extract_remarks

__all__ = ["extract_remarks"]

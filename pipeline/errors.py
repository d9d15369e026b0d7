"""Every named error of the project: what is wrong, in which document, at which place.

Bad input ends as one of these, never as a default; `Trouble` carries what a run's report needs to print.
"""

from __future__ import annotations


class YouchengError(Exception):
    """Root of all named errors; `document` and `place` say where, `code` is stable for reports."""

    code = "error"

    def __init__(self, message: str, *, document: str | None = None, place: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.document = document
        self.place = place

    def __str__(self) -> str:
        where = " ".join(part for part in (self.document, self.place) if part)
        return f"{where}: {self.message}" if where else self.message

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders whole, place included."""
        return (_rebuild, (type(self), self.message, self.document, self.place))


def _rebuild(kind: type[YouchengError], message: str, document: str | None, place: str | None) -> YouchengError:
    return kind(message, document=document, place=place)


class UsageError(YouchengError):
    """The call itself is wrong; the command line prints one line and exits with 2."""

    code = "usage"


class SourceMissing(YouchengError):
    """A file or folder that was named does not exist."""

    code = "missing"


class SourceUnreadable(YouchengError):
    """The operating system refuses to hand the file over."""

    code = "unreadable"


class SourceUnreachable(YouchengError):
    """The server or file system that has the document did not answer, and there is no earlier copy."""

    code = "unreachable"


class SourceEmpty(YouchengError):
    """The file holds no byte, or nothing but white space."""

    code = "empty"


class SourceTooLarge(YouchengError):
    """The file, or one of its lines, is beyond the limits of `ReadLimits`."""

    code = "too-large"


class SourceKindUnknown(YouchengError):
    """No reader is responsible for this kind of file."""

    code = "kind"


class EncodingUnknown(YouchengError):
    """No encoding reads the bytes without doubt: better no text than mojibake."""

    code = "encoding"


class PdfBroken(YouchengError):
    """pdfium cannot open the file or one of its pages."""

    code = "pdf-broken"


class PdfEncrypted(YouchengError):
    """The file wants a password."""

    code = "pdf-encrypted"


class PdfWithoutText(YouchengError):
    """The pages hold pictures only, or a text layer that does not say what the page shows."""

    code = "pdf-no-text"


class SourceEncrypted(YouchengError):
    """An office file or archive that wants a password; its message says what to save instead."""

    code = "encrypted"


class PackageBroken(YouchengError):
    """A zipped document or archive, or the XML in it, that breaks its format or tries what no document needs."""

    code = "package-broken"


class ConverterMissing(YouchengError):
    """An old office format, and no LibreOffice on this machine to convert it."""

    code = "converter-missing"


class ConversionFailed(YouchengError):
    """LibreOffice could not convert the file."""

    code = "conversion"


class ReaderDied(YouchengError):
    """The worker that read the document was lost, or ran over its limit of time or memory."""

    code = "reader-died"


class SourceStalled(YouchengError):
    """The file system or the network failed in a way that may pass; a flow tries the document again."""

    code = "stalled"


class ManifestWrong(YouchengError):
    """A line of a corpus manifest breaks its form."""

    code = "manifest"


class PlacesWrong(YouchengError):
    """A line of a corpus's `places.csv` breaks its form, or contradicts the gazetteer or another line."""

    code = "places"


class GazetteerBroken(YouchengError):
    """The built gazetteer is missing or does not have the form this version reads."""

    code = "gazetteer"


class TransliterationBroken(YouchengError):
    """The table of characters and Latin letters is missing or does not have the form this version reads."""

    code = "transliteration"


class SpanError(YouchengError, ValueError):
    """A span that ends before it starts, or leaves its text."""

    code = "span"


class DatasetBusy(YouchengError):
    """Another run holds the dataset."""

    code = "busy"


class ReleaseError(YouchengError):
    """A release folder is missing, incomplete or not one of ours."""

    code = "release"


class LedgerBroken(YouchengError):
    """The judgement ledger cannot be opened, or its chain of entries does not hold."""

    code = "ledger"

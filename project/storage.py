"""Static files under names that carry their content's hash, so browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed and gzipped; a page that names a file nobody collected fails instead of linking to nothing.

    Imports between our ES modules are rewritten to hashed names too: write them relative and end
    each with a semicolon (``import { decode } from "../qr/decode.js";``), or Django misses them.
    With ``DEBUG`` the plain names are used and nothing needs collecting.
    """

    support_js_module_import_aggregation = True
    manifest_strict = True

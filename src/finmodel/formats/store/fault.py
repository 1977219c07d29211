"""What can be wrong with archives, taxonomy packages, and what was fetched."""

from __future__ import annotations

from typing import Final

from finmodel.diagnostic import Fault, Severity

INVALID_ARCHIVE: Final = Fault(
    "tpe:invalidArchiveFormat",
    "An archive is no zip file, or not one of the plain kind that packages have to be.",
    "Pack it again as a zip file with names below one folder, stored or deflated, not encrypted.",
    "Taxonomy Packages 1.0, section 3.1",
)
INVALID_STRUCTURE: Final = Fault(
    "tpe:invalidDirectoryStructure",
    "A taxonomy package has not exactly one folder at its top.",
    "Put everything into one folder, and pack that.",
    "Taxonomy Packages 1.0, section 3.1",
)
NO_METADATA_FOLDER: Final = Fault(
    "tpe:metadataDirectoryNotFound",
    "A taxonomy package has no folder `META-INF`.",
    "Ask the publisher for a taxonomy package, or use the files as a mirror.",
    "Taxonomy Packages 1.0, section 3.2",
)
NO_METADATA: Final = Fault(
    "tpe:metadataFileNotFound",
    "A taxonomy package has no file `META-INF/taxonomyPackage.xml`.",
    "Add the file, which names the package and its entry points.",
    "Taxonomy Packages 1.0, section 3.2",
)
INVALID_METADATA: Final = Fault(
    "tpe:invalidMetaDataFile",
    "The metadata of a taxonomy package are not as its schema says.",
    "Correct `META-INF/taxonomyPackage.xml` at the place that is named.",
    "Taxonomy Packages 1.0, section 3.3",
)
INVALID_CATALOG: Final = Fault(
    "tpe:invalidCatalogFile",
    "The catalog of a taxonomy package is not as its schema says.",
    "Correct `META-INF/catalog.xml` at the place that is named.",
    "Taxonomy Packages 1.0, section 3.4",
)
REPEATED_START: Final = Fault(
    "tpe:multipleRewriteURIsForStartString",
    "The catalog of a taxonomy package rewrites one start of addresses in two ways.",
    "Leave one `rewriteURI` for each `uriStartString`; the first one was used.",
    "Taxonomy Packages 1.0, section 3.4",
)
MISSING_LANGUAGE: Final = Fault(
    "tpe:missingLanguageAttribute",
    "A name or description of a taxonomy package is in no language.",
    "Give the element, or one around it, an attribute `xml:lang`.",
    "Taxonomy Packages 1.0, section 3.3",
)
REPEATED_LANGUAGE: Final = Fault(
    "tpe:duplicateLanguagesForElement",
    "A taxonomy package names or describes something twice in one language.",
    "Leave one of the two; the first one was used.",
    "Taxonomy Packages 1.0, section 3.3",
)
ARCHIVE_LIMIT: Final = Fault(
    "fm:archiveLimit",
    "An archive goes beyond a limit that protects against hostile files.",
    "Unpack it with a tool that you trust, look at what is in it, and give the folder.",
)
NOT_A_STORE: Final = Fault(
    "fm:noTaxonomyPackage",
    "A file or folder is neither a taxonomy package nor a mirror of addresses.",
    "Give a taxonomy package, or a folder or zip file in which the document of "
    "`https://host/path` is the file `https/host/path`.",
)
FETCH_FAILED: Final = Fault(
    "fm:fetchFailed",
    "A document could not be fetched from the network.",
    "Try again later, or give a taxonomy package that has the document.",
)
CHANGED_DOCUMENT: Final = Fault(
    "fm:changedDocument",
    "A document is not what it was when it was first fetched, so it was not used.",
    "If the change is known to be right, remove the entry from the lock file, and fetch again.",
)
UNREADABLE_LIBRARY: Final = Fault(
    "fm:unreadableLibrary",
    "A part of the library of taxonomies cannot be read, and was left out.",
    "Remove it with `finmodel taxonomy remove`, and add it again.",
    severity=Severity.WARNING,
)
LEFT_OUT: Final = Fault(
    "fm:leftOutOfLibrary",
    "A part of a folder was not copied into the library: a link that leads out of it, nowhere "
    "or in a circle, or something that is neither file nor folder.",
    "Put a copy of the file or folder in the place of the link, and add it again.",
    severity=Severity.WARNING,
)

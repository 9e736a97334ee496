namespace TokenPak.Compression.Stages;

/// <summary>What a block holds, as far as it decides what may be done to it.</summary>
internal enum ContentKind
{
    /// <summary>A file's text, which an edit may have to match: verbatim stages only.</summary>
    File,

    /// <summary>A diff by git: its changed lines are a file's, the headers around them are not.</summary>
    Diff,

    /// <summary>Search output: its lines quote files, so blanks at their ends stay.</summary>
    Search,

    /// <summary>Anything else that a tool says.</summary>
    Output,
}

namespace TokenPak.Compression.Stages.Tables;

/// <summary>Where a column's values stand.</summary>
internal enum ColumnForm : byte
{
    /// <summary>In the rows.</summary>
    Plain,

    /// <summary>In the header: <c>status=open</c>.</summary>
    Constant,

    /// <summary>In the header, made of other cells of the row: <c>url=https://host/users/&lt;login&gt;</c>.</summary>
    Derived,

    /// <summary>In the rows, without what all begin and end with: <c>url=https://host/…/edit</c>.</summary>
    Affixed,
}

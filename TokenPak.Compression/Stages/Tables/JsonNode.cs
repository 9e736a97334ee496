namespace TokenPak.Compression.Stages.Tables;

/// <summary>A value in the text, with the name it has there; values stand in the order of the text, what is inside one right behind it.</summary>
internal struct JsonNode
{
    public JsonKind Kind;

    /// <summary>Where the value stands, quotes included.</summary>
    public int Start;

    public int Length;

    /// <summary>Where its name stands, quotes included; no length where it has none.</summary>
    public int NameStart;

    public int NameLength;

    /// <summary>How many values are directly inside.</summary>
    public int Count;

    /// <summary>The index behind the last value inside.</summary>
    public int End;

    /// <summary>The value is written as a table.</summary>
    public bool IsTable;

    /// <summary>Inside a table the value is written as JSON.</summary>
    public bool IsJsonInTable;
}

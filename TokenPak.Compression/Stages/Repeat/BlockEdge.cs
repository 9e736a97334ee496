namespace TokenPak.Compression.Stages.Repeat;

/// <summary>Where in their block the lines stand that a pointer leads to, if that is what it says.</summary>
internal enum BlockEdge
{
    None,
    First,
    Last,
}

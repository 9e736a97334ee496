namespace TokenPak.Compression.Stages.Paths;

internal enum PathCutKind : byte
{
    None,
    Directory,
    File,
}

namespace TokenPak.Compression.Tests.Invariants;

/// <summary>Seeds of property tests; a failing one is part of the test's name.</summary>
public static class Seeds
{
    public static TheoryData<int> Some => [.. Enumerable.Range(1, 40)];

    public static TheoryData<int> Few => [.. Enumerable.Range(1, 12)];
}

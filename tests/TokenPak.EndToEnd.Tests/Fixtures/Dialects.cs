namespace TokenPak.EndToEnd.Tests.Fixtures;

/// <summary>Theory data over the dialects.</summary>
public static class Dialects
{
    public static TheoryData<Dialect> All => [.. Enum.GetValues<Dialect>()];

    /// <summary>Each dialect, streamed and not.</summary>
    public static TheoryData<Dialect, bool> Both
    {
        get
        {
            var data = new TheoryData<Dialect, bool>();
            foreach (var dialect in Enum.GetValues<Dialect>())
            {
                data.Add(dialect, false);
                data.Add(dialect, true);
            }

            return data;
        }
    }
}

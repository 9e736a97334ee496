namespace TokenPak.Compression.Stages.Lossy;

/// <summary>Words that say nothing about what is asked for: the language's own, and those of asking.</summary>
internal static class StopWords
{
    private static readonly HashSet<string> All = new(
        (
            "a about above after again against all also am an and any are around as at be became because become been before being below between both but by can cannot come could did do does doing done down during each either else "
            + "ever every few first for from further get gets give given go goes going got had has have having he her here hers him his how however i if in instead into is it its itself just kind last let like made make makes many may me "
            + "might mine more most much must my name named near need next no none nor not now of off often on once one only or other our out over own per please put rather really same say says see seem shall she should show since so some "
            + "still such take tell than that the their them then there these they thing things this those though through thus to too took try two under until up upon us use used using very want was way we well went were what when where "
            + "whether which while who whom whose why will with within without would yes yet you your yours ask check explain find list look print read return run search sure thanks thank help know think "
            + "question answer text following don't doesn't isn't didn't can't won't it's i'm what's that's there's let's").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = All.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Has(ReadOnlySpan<char> word) => Lookup.Contains(word);
}

namespace TokenPak.EndToEnd.Tests.Faithful;

/// <summary>Where the results of tools stand in each dialect.</summary>
internal static class ToolResults
{
    public static string PathIn(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => @"^messages\[\d+\]\.content\[\d+\]\.content(\[\d+\]\.text)?$",
        Dialect.OpenAIChat => @"^messages\[\d+\]\.content(\[\d+\]\.text)?$",
        Dialect.OpenAIResponses => @"^input\[\d+\]\.output$",
        _ => @"^contents\[\d+\]\.parts\[\d+\]\.functionResponse\.response\.output$",
    };

    /// <summary>The member that holds the conversation.</summary>
    public static string MessagesIn(Dialect dialect) => dialect switch
    {
        Dialect.OpenAIResponses => "input",
        Dialect.Gemini => "contents",
        _ => "messages",
    };
}

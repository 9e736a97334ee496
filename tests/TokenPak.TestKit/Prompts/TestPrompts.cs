using System.Globalization;
using System.Text;

namespace TokenPak.TestKit.Prompts;

/// <summary>Texts of our own making, in the shapes that agents send.</summary>
public static class TestPrompts
{
    /// <summary>A PNG of one pixel.</summary>
    public const string PngBase64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /// <summary>JSON that a tool printed with indentation: minified it is the same data in fewer tokens.</summary>
    public static string PrettyJson(int rows)
    {
        var text = new StringBuilder("{\n    \"orders\": [\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        {{\n            \"id\": {1000 + i},\n            \"customer\": \"Customer {i} \\u00e9\",\n            \"total\": {i * 7}.50,\n            \"state\": \"{(i % 3 == 0 ? "open" : "paid")}\"\n        }}{(i == rows - 1 ? "" : ",")}\n");
        }

        return text.Append("    ],\n    \"page\": 1\n}").ToString();
    }

    /// <summary>A build log with colours and progress lines.</summary>
    public static string AnsiLog(int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\u001b[32mPASS\u001b[0m \u001b[1mtests/unit/module_{i}.test\u001b[22m \u001b[90m({i * 3} ms)\u001b[39m   \n");
        }

        return text.Append("\n\n\n\n\u001b[31mFAIL\u001b[0m tests/unit/last.test   \n").ToString();
    }

    /// <summary>Plain words of about the given length, the same for the same seed.</summary>
    public static string Prose(int length, int seed = 1)
    {
        string[] words = ["the", "river", "carries", "stone", "and", "sand", "toward", "a", "slow", "delta", "where", "birds", "gather", "in", "autumn", "before", "crossing", "water"];
        var random = new Random(seed);
        var text = new StringBuilder(length + 16);
        while (text.Length < length) text.Append(words[random.Next(words.Length)]).Append(text.Length % 90 > 80 ? ".\n" : " ");
        return text.ToString(0, length);
    }
}

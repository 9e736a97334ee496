using System.Text.Json;

namespace TokenPak.TestKit.Upstream.OpenAI;

/// <summary>The model list.</summary>
internal static class OpenAIReplies
{
    public const string Models = """
        {
          "object": "list",
          "data": [
            {
              "id": "gpt-4.1-mini",
              "object": "model",
              "created": 1744318173,
              "owned_by": "system"
            },
            {
              "id": "text-embedding-3-small",
              "object": "model",
              "created": 1705948997,
              "owned_by": "system"
            }
          ]
        }

        """;

    public static string Model(string id) => $$"""
        {
          "id": {{JsonSerializer.Serialize(id)}},
          "object": "model",
          "created": 1744318173,
          "owned_by": "system"
        }

        """;
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TokenPak.Local.Demo.StandIn;

/// <summary>One block of a prompt, in the provider's order: tools, system, messages.</summary>
/// <param name="Text">What the model reads of it.</param>
/// <param name="PrefixHash">Hash of the bytes of this block and of every one before it, cache markers left out.</param>
/// <param name="IsMarked">Whether it carries a cache marker.</param>
internal sealed record PromptBlock(string Text, string PrefixHash, bool IsMarked)
{
    private const string Marker = "cache_control";

    public static IReadOnlyList<PromptBlock> Read(JsonElement request)
    {
        var blocks = new List<PromptBlock>();
        var prefix = "";
        if (request.TryGetProperty("tools", out var tools))
            foreach (var tool in tools.EnumerateArray()) Add("tool", tool);
        if (request.TryGetProperty("system", out var system)) AddContent("system", system);
        foreach (var message in request.GetProperty("messages").EnumerateArray())
            AddContent(message.GetProperty("role").GetString() ?? "", message.GetProperty("content"));
        return blocks;

        void AddContent(string role, JsonElement content)
        {
            if (content.ValueKind == JsonValueKind.String) Add(role, content);
            else foreach (var block in content.EnumerateArray()) Add(role, block);
        }

        void Add(string role, JsonElement block)
        {
            var bytes = block.ValueKind == JsonValueKind.String
                ? block.GetRawText()
                : string.Join(',', block.EnumerateObject().Where(member => member.Name != Marker).Select(member => member.Name + member.Value.GetRawText()));
            prefix = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{prefix}\n{role}\n{bytes}")));
            blocks.Add(new PromptBlock(Visible(block), prefix, block.ValueKind == JsonValueKind.Object && block.TryGetProperty(Marker, out _)));
        }
    }

    private static string Visible(JsonElement block)
    {
        if (block.ValueKind == JsonValueKind.String) return block.GetString() ?? "";
        if (block.TryGetProperty("text", out var text)) return text.GetString() ?? "";
        if (!block.TryGetProperty("content", out var content)) return block.GetRawText();
        return content.ValueKind == JsonValueKind.String
            ? content.GetString() ?? ""
            : string.Join('\n', content.EnumerateArray().Select(part => part.TryGetProperty("text", out var t) ? t.GetString() : ""));
    }
}

using System.Text;
using TokenPak.TestKit.Otlp;

namespace TokenPak.EndToEnd.Tests.Privacy;

/// <summary>Everything that a product wrote and told: output, exports, database, files and reports.</summary>
internal static class WrittenText
{
    /// <summary>Stops the product, so that all is written, and looks.</summary>
    /// <param name="canaries">What must be nowhere.</param>
    /// <param name="product">What is stopped.</param>
    /// <param name="otlp">What it exported to.</param>
    /// <param name="reports">What it told.</param>
    /// <param name="stored">What may be in its store, and nowhere else.</param>
    public static async Task HasNoneAsync(string[] canaries, ProductUnderTest product, OtlpReceiver otlp, string reports, string[]? stored = null)
    {
        await product.StopAsync();
        string[] all = [.. canaries, .. stored ?? []];
        AssertNone(all, "the output", Encoding.UTF8.GetBytes(product.Output));
        AssertNone(all, "the reports", Encoding.UTF8.GetBytes(reports));
        foreach (var (path, body) in otlp.Exports) AssertNone(all, "an export to " + path, body);
        AssertNone(canaries, "the database", Encoding.UTF8.GetBytes(await product.DatabaseTextAsync()));
        var files = product.DataFolders.SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files) AssertNone(canaries, file, await File.ReadAllBytesAsync(file));
    }

    /// <summary>What the product tells under these paths.</summary>
    public static async Task<string> ReportsAsync(ProductUnderTest product, IEnumerable<string> paths)
    {
        var text = new StringBuilder();
        foreach (var path in paths)
        {
            using var response = await product.Client.GetAsync(new Uri(path, UriKind.Relative)).InTimeAsync(path);
            text.Append(await response.Content.ReadAsStringAsync());
        }

        return text.ToString();
    }

    private static void AssertNone(string[] canaries, string where, byte[] bytes)
    {
        foreach (var canary in canaries)
        {
            var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary));
            Assert.True(at < 0, $"{canary} is in {where}, after: {(at < 0 ? "" : Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, at - 200), Math.Min(200, at))))}");
            Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(canary)) < 0, $"{canary} is in {where}, as UTF-16");
        }
    }
}

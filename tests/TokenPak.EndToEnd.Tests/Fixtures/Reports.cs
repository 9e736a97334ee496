using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Fixtures;

/// <summary>The statistics API as a user reads it.</summary>
internal static class Reports
{
    public static async Task<JsonElement> ReportAsync(this ProductUnderTest product, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (product.AdminToken is { } token) request.Headers.Add("X-Admin-Token", token);
        using var response = await product.Client.SendAsync(request).InTimeAsync(path);
        response.EnsureSuccessStatusCode();
        return JsonElement.Parse(await response.Content.ReadAsStringAsync().InTimeAsync(path));
    }

    /// <summary>Waits for the row of an answered request.</summary>
    public static Task<JsonElement> RowAsync(this ProductUnderTest product, Answer answer) =>
        product.RowAsync(row => row.Text("id") == answer.Header("x-tokenpak-request-id"), $"the row of {answer.Header("x-tokenpak-request-id")}");

    /// <summary>Waits for the newest matching row.</summary>
    public static async Task<JsonElement> RowAsync(this ProductUnderTest product, Func<JsonElement, bool> match, string what)
    {
        var found = await Eventually.GetAsync(
            async () => (await product.ReportAsync("/recent")).GetProperty("recent").EnumerateArray().Where(match).Cast<object>().FirstOrDefault(), what);
        return (JsonElement)found;
    }

    public static string? Text(this JsonElement value, string name) => value.GetProperty(name).GetString();

    public static long? Number(this JsonElement value, string name) => value.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    public static decimal? Money(this JsonElement value, string name) => value.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
}

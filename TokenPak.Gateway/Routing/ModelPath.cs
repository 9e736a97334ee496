namespace TokenPak.Gateway.Routing;

/// <summary>Replaces the model in the paths that name one: <c>…/models/{model}:method</c> and <c>/openai/deployments/{model}/…</c>.</summary>
internal static class ModelPath
{
    private static readonly string[] Before = ["/models/", "/deployments/"];

    /// <summary>The target with another model; everything else stays as it stood on the wire.</summary>
    public static string Replace(string target, string model)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        foreach (var before in Before)
        {
            var at = path.LastIndexOf(before, StringComparison.Ordinal);
            if (at < 0) continue;
            var start = at + before.Length;
            var end = path.AsSpan(start).IndexOfAny(':', '/') is var length and >= 0 ? start + length : path.Length;
            return string.Concat(target.AsSpan(0, start), Uri.EscapeDataString(model), target.AsSpan(end));
        }

        return target;
    }
}

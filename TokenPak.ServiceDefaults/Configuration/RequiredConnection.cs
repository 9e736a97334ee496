namespace TokenPak.ServiceDefaults.Configuration;

/// <summary>A connection string that a service cannot do without.</summary>
/// <param name="Name">Its name below <c>ConnectionStrings</c>.</param>
/// <param name="IsUsable">Whether a value can be one at all; nothing is connected to.</param>
/// <param name="Shape">What a value looks like, for the line that refuses another.</param>
public sealed record RequiredConnection(string Name, Predicate<string> IsUsable, string Shape)
{
    /// <summary>The broker.</summary>
    public static RequiredConnection Messaging { get; } = new(
        "messaging",
        value => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" && uri.Host.Length > 0,
        "amqp://user:password@host:port");
}

namespace TokenPak.Local.Hosting;

internal static class DrainExtensions
{
    /// <summary>
    /// Registered after the bus, so that it stops before it: the server stops first, then the events of the last requests reach the store, then
    /// the bus ends.
    /// </summary>
    public static void AddDrain(this IHostApplicationBuilder builder, LocalOptions options, TimeSpan drainTime)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.ShutdownGraceSeconds) + drainTime);
        builder.Services.AddSingleton<StreamGrace>();
        builder.Services.AddHostedService<EventDrain>();
    }

    /// <summary>First in the pipeline: every request counts.</summary>
    public static void UseDrain(this WebApplication app)
    {
        var grace = app.Services.GetRequiredService<StreamGrace>();
        app.Use(next => context => grace.InvokeAsync(context, next));
    }
}

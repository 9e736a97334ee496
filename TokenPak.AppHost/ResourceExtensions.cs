namespace TokenPak.AppHost;

internal static class ResourceExtensions
{
    /// <summary>Each is a health check on the Aspire dashboard too.</summary>
    public static IResourceBuilder<ProjectResource> WithProbes(this IResourceBuilder<ProjectResource> project) => project
        .WithHttpProbe(ProbeType.Liveness, "/alive", endpointName: "http")
        .WithHttpProbe(ProbeType.Readiness, "/ready", endpointName: "http");

    /// <summary>Redis writes snapshots by default, to an anonymous volume of the image.</summary>
    public static IResourceBuilder<RedisResource> WithoutPersistence(this IResourceBuilder<RedisResource> redis) => redis.WithArgs(context =>
    {
        // Published, the whole command is one argument of a shell.
        if (context.ExecutionContext.IsPublishMode) context.Args[^1] = $"{context.Args[^1]} --save '' --appendonly no";
        else foreach (var argument in (string[])["--save", "", "--appendonly", "no"]) context.Args.Add(argument);
    });
}

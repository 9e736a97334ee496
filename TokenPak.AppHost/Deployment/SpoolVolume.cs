namespace TokenPak.AppHost.Deployment;

internal static class SpoolVolume
{
    private const string Folder = "/var/spool/tokenpak";

    /// <summary>The only place that the gateway writes to: events that the broker did not take survive its container.</summary>
    public static IResourceBuilder<ProjectResource> WithSpool(this IResourceBuilder<ProjectResource> gateway, string volume) => gateway
        .WithAnnotation(new ContainerMountAnnotation(volume, Folder, ContainerMountType.Volume, isReadOnly: false))
        .WithEnvironment("TokenPak__Publishing__SpoolPath", Folder);
}

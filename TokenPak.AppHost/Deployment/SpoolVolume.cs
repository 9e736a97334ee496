namespace TokenPak.AppHost.Deployment;

internal static class SpoolVolume
{
    // A new volume takes the owner of the folder that it covers: this one is the image's user's.
    private const string Home = "/home/app";

    /// <summary>The only place that the gateway writes to: events that the broker did not take survive its container.</summary>
    public static IResourceBuilder<ProjectResource> WithSpool(this IResourceBuilder<ProjectResource> gateway, string volume) => gateway
        .WithAnnotation(new ContainerMountAnnotation(volume, Home, ContainerMountType.Volume, isReadOnly: false))
        .WithEnvironment("TokenPak__Publishing__SpoolPath", $"{Home}/spool");
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace TokenPak.AppHost.Tests;

/// <summary>The model as <c>aspire publish</c> sees it.</summary>
internal static class PublishedModel
{
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(string target) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.TokenPak_AppHost>(["--operation", "publish", "--publisher", "manifest", "--target", target]);

    public static T Find<T>(this IDistributedApplicationTestingBuilder model, string name) where T : IResource => model.Resources.OfType<T>().Single(resource => resource.Name == name);

    public static string[] ExternalNames(this IDistributedApplicationTestingBuilder model) =>
        [.. model.Resources.OfType<IResourceWithEndpoints>().Where(resource => resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal)).Select(resource => resource.Name)];

    public static string[] VolumesOf(this IDistributedApplicationTestingBuilder model, string name) =>
        [.. model.Find<IResource>(name).Annotations.OfType<ContainerMountAnnotation>().Select(mount => $"{mount.Source}:{mount.Target}")];

    /// <summary>What the resource waits for, and how.</summary>
    public static (string Name, WaitType Type)[] WaitsOf(this IDistributedApplicationTestingBuilder model, string name) =>
        [.. model.Find<IResource>(name).Annotations.OfType<WaitAnnotation>().Select(wait => (wait.Resource.Name, wait.WaitType))];

#pragma warning disable CS0618 // Their successor needs a built application; the model is looked at here before one is.
    /// <summary>The environment with placeholders for what only the deployment knows.</summary>
    public static async Task<Dictionary<string, string>> EnvironmentOfAsync(this IDistributedApplicationTestingBuilder model, string name) =>
        await model.Find<IResourceWithEnvironment>(name).GetEnvironmentVariableValuesAsync(DistributedApplicationOperation.Publish);

    public static async Task<string[]> ArgumentsOfAsync(this IDistributedApplicationTestingBuilder model, string name) =>
        await model.Find<IResourceWithArgs>(name).GetArgumentValuesAsync(DistributedApplicationOperation.Publish);
#pragma warning restore CS0618
}

namespace TokenPak.AppHost.Deployment;

/// <summary>Where the model goes.</summary>
internal enum DeploymentTarget
{
    /// <summary>Nowhere: it runs on this machine.</summary>
    None,

    /// <summary>Azure Container Apps; <c>-- --target azure</c>, the default of <c>aspire publish</c> and <c>aspire deploy</c>.</summary>
    ContainerApps,

    /// <summary>A compose file; <c>-- --target compose</c>.</summary>
    DockerCompose,
}

internal static class DeploymentExtensions
{
    /// <summary>Reads the choice and adds its compute environment.</summary>
    public static DeploymentTarget AddDeployment(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsPublishMode) return DeploymentTarget.None;
        switch (builder.Configuration["target"])
        {
            case null or "" or "azure":
                builder.AddAzureContainerAppEnvironment("tokenpak");
                return DeploymentTarget.ContainerApps;
            case "compose":
                builder.AddDockerComposeEnvironment("tokenpak").WithDashboard(enabled: false).ConfigureComposeFile(DockerCompose.Complete);
                return DeploymentTarget.DockerCompose;
            default:
                throw new ArgumentException("--target is azure or compose.");
        }
    }
}

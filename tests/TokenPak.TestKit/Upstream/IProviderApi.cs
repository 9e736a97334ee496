namespace TokenPak.TestKit.Upstream;

/// <summary>What one provider accepts and answers.</summary>
internal interface IProviderApi
{
    /// <summary>Checks a request and answers it; throws <see cref="RefusedException"/> as soon as something is wrong.</summary>
    UpstreamReply Answer(ApiRequest request, Behavior behavior);

    /// <summary>Puts a refusal into the provider's envelope.</summary>
    UpstreamReply Refuse(ApiError error);
}

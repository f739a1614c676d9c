using Cairn.Events;
using Cairn.Workspace.Access;

namespace Cairn.Server.Access;

/// <summary>A mark on what an account without a second factor may use while the instance demands one: what it takes to set it up.</summary>
public sealed record OpenWithoutSecondFactor;

/// <summary>Where the instance demands a second factor, an account without one sets it up before anything else.</summary>
internal static class SecondFactorFirst
{
    public const string Code = "second_factor_required";

    public static TBuilder AllowWithoutSecondFactor<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new OpenWithoutSecondFactor());

    /// <summary>Keys have no second factor and need none.</summary>
    public static bool IsMissing(KnownWorkspace workspace, Caller caller) =>
        workspace.IsSecondFactorRequired && caller is { Kind: CallerKind.Account, HasSecondFactor: false };

    public static Problem? Refusal(KnownWorkspace workspace, Caller caller, Endpoint endpoint) =>
        IsMissing(workspace, caller) && endpoint.Metadata.GetMetadata<OpenWithoutSecondFactor>() is null ? _first : null;

    private static readonly Problem _first = new(
        403,
        Code,
        "Set up a second factor first.",
        "This Cairn demands one of every account: POST /api/account/second-factor begins. Or sign in with a passkey."
    );
}

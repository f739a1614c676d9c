using Cairn.Server.Access;
using Cairn.Server.Backups;

namespace Cairn.Server.Control;

/// <summary>What commands of the operator ask of the server, below /control. Answered over the control socket only; by the network they do not exist.</summary>
internal static class ControlEndpoints
{
    public static IEndpointRouteBuilder MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/control").WithMetadata(new AccessRule.Console()).ExcludeFromDescription();
        control.MapGet(
            "/status",
            (Health.Readiness readiness, CancellationToken cancellationToken) => readiness.AskAsync(cancellationToken)
        );
        control.MapResetLinks();
        control.MapSecondFactorResets();
        control.MapBackupControl();
        return control;
    }
}

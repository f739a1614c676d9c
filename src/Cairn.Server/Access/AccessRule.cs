using Cairn.Workspace.Roles;

namespace Cairn.Server.Access;

/// <summary>Whom an endpoint answers. Stands in its metadata; the nearest rule wins. An endpoint under /api or /hubs without one answers nobody.</summary>
public abstract record AccessRule
{
    private AccessRule() { }

    /// <summary>Everybody, signed in or not.</summary>
    public sealed record Everybody : AccessRule;

    /// <summary>The operator's commands, over the control socket. By the network the endpoint does not exist.</summary>
    public sealed record Console : AccessRule;

    /// <summary>Whoever has an account or a key, whatever it opens.</summary>
    public sealed record AnyCaller : AccessRule;

    /// <summary>Whoever holds at least this role for the instance itself.</summary>
    public sealed record InInstance(Role Role) : AccessRule;

    /// <summary>Programs on this machine, asking without a proxy, and whoever holds at least this role for the instance itself.</summary>
    public sealed record OnThisMachine(Role Otherwise) : AccessRule;

    /// <summary>Whoever holds at least this role in the project of the route's <c>{slug}</c>.</summary>
    public sealed record InProject(Role Role) : AccessRule;
}

/// <summary>A mark on an endpoint that service keys may use besides sending events; it finds the project in <see cref="Workspace.Access.Caller.ServiceOf"/>.</summary>
public sealed record OpenToServiceKeys;

/// <summary>A mark on an endpoint that brings events into a project: an archived one takes none.</summary>
public sealed record RefusedWhileArchived;

/// <summary>Says in a route's own line whom it answers.</summary>
public static class AccessRules
{
    public static TBuilder OpenToEverybody<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new AccessRule.Everybody());

    public static TBuilder RequireCaller<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new AccessRule.AnyCaller());

    public static TBuilder RequireInstanceRole<TBuilder>(this TBuilder routes, Role role)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new AccessRule.InInstance(role));

    public static TBuilder OpenToThisMachineOr<TBuilder>(this TBuilder routes, Role role)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new AccessRule.OnThisMachine(role));

    public static TBuilder RequireRole<TBuilder>(this TBuilder routes, Role role)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new AccessRule.InProject(role));
}

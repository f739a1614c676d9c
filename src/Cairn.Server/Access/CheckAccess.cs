using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query;
using Cairn.Server.Control;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;
using Cairn.Workspace.SelfTokens;

namespace Cairn.Server.Access;

/// <summary>Checks the caller against the endpoint's <see cref="AccessRule"/> before a byte of the body is read. Puts <see cref="Caller"/>, and for a project's
/// routes <see cref="ProjectAccess"/> and <see cref="ProjectContext"/>, among the request's features.</summary>
internal sealed partial class CheckAccess(
    RequestDelegate next,
    IdentifyCaller identify,
    KeyLimits limits,
    SameSite sameSite,
    WorkspaceAccess workspace,
    ILogger<CheckAccess> log
)
{
    private static readonly AccessRule _everybody = new AccessRule.Everybody();

    public async Task InvokeAsync(HttpContext context)
    {
        // No route endpoint: the routing's own 405, or no route at all.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }
        var refusal = await RefusalAsync(context, RuleOf(endpoint));
        if (refusal is null)
        {
            await next(context);
            return;
        }
        Log(context, endpoint, refusal);
        if (refusal.Status == 401)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        await context.WriteProblemAsync(refusal);
    }

    private static AccessRule RuleOf(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<AccessRule>() is { } rule)
            return rule;
        var pattern = endpoint.RoutePattern.RawText?.TrimStart('/') ?? "";
        if (pattern.StartsWith("api", StringComparison.OrdinalIgnoreCase) || pattern.StartsWith("hubs", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"The endpoint {endpoint.DisplayName} has no access rule, so it answers nobody.");
        return _everybody;
    }

    private async ValueTask<Problem?> RefusalAsync(HttpContext context, AccessRule rule)
    {
        if (rule is AccessRule.Everybody)
            return sameSite.IsForeign(context.Request) ? CrossSite : null;
        if (rule is AccessRule.OnThisMachine(var otherwise))
        {
            if (ThisMachine.Asks(context))
                return null;
            rule = new AccessRule.InInstance(otherwise);
        }
        if (rule is AccessRule.Console)
            return ControlSocket.Carries(context) ? null : NotThere;
        var caller = await identify.RunAsync(context);
        if (caller is null)
            return NotSignedIn(context);
        context.Features.Set(caller); // also for the log, when it is refused
        if (limits.Refusal(context, caller) is { } limited)
            return limited;
        if (caller.Kind is CallerKind.Service && context.GetEndpoint()?.Metadata.GetMetadata<OpenToServiceKeys>() is null)
            return SendsOnly;
        if (caller.Kind is CallerKind.Account && !sameSite.IsProven(context.Request))
            return CrossSite;
        if (SecondFactorFirst.Refusal(workspace.Current, caller, context.GetEndpoint()!) is { } first)
            return first;
        if (ScopeRefusal(context, caller, rule) is { } narrow)
            return narrow;
        var isOpenToSelf = context.GetEndpoint()!.Metadata.GetMetadata<OpenToSelf>() is not null;
        return rule switch
        {
            AccessRule.InProject(var role) => InProject(context, caller, role, isOpenToSelf),
            _ when caller.OnlyPerson is not null && !isOpenToSelf => SelfOnly,
            AccessRule.InInstance(var role) => caller.InstanceRole >= role ? null : RoleTooLow(role, "for the whole instance"),
            _ => null,
        };
    }

    /// <summary>Before the project is looked for: a key with scopes is told the same of every project.</summary>
    private static Problem? ScopeRefusal(HttpContext context, Caller caller, AccessRule rule)
    {
        if (caller.Scopes is not { } scopes || context.GetEndpoint() is not RouteEndpoint endpoint)
            return null;
        return ScopeOfRoute.Find(endpoint.RoutePattern.RawText ?? "", context.Request.Method, rule) is { } scope && !scopes.Contains(scope)
            ? new Problem(403, "scope_too_narrow", "The key's scopes do not open this.", $"It takes the scope {scope}.")
            : null;
    }

    private Problem? InProject(HttpContext context, Caller caller, Role role, bool isOpenToSelf)
    {
        if (ProjectAccess.Find(workspace.Current, caller, context.GetRouteValue("slug") as string ?? "") is not { } access)
            return new Problem(404, "unknown_project", "There is no such project.", "GET /api/projects lists those you may see.");
        if (caller.OnlyPerson is null ? access.Role < role : !isOpenToSelf)
            return caller.OnlyPerson is null ? RoleTooLow(role, "in this project") : SelfOnly;
        if (access.Project.ArchivedAt is not null && context.GetEndpoint()?.Metadata.GetMetadata<RefusedWhileArchived>() is not null)
            return new Problem(403, "project_archived", "The project is archived.", "It takes no events until somebody takes it up again.");
        context.Features.Set(access);
        context.Features.Set(
            caller.Scopes?.Contains(KeyScopes.Persons) is false
                ? access.Project.Context with
                {
                    HidesPersons = true,
                }
                : access.Project.Context
        );
        return null;
    }

    private static Problem SelfOnly =>
        new(
            403,
            ProblemCodes.SelfOnly,
            "You may only read your own analytics.",
            "This is about others too, or changes something. A token for one person opens questions, events and the profile of that person."
        );

    private static Problem NotSignedIn(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Bearer " + SelfToken.Prefix, StringComparison.OrdinalIgnoreCase)
            ? new Problem(
                401,
                "unknown_token",
                "The token opens nothing.",
                "It is over, was ended or changed, or the key or account that made it is gone. Ask for a new one at POST …/self-tokens."
            )
        : context.Request.Headers.Authorization.Count == 0
            ? new Problem(
                401,
                "not_signed_in",
                "Sign in first.",
                "Send an API key as Authorization: Bearer csk_…, or sign in at POST /api/session."
            )
        : new Problem(
            401,
            "unknown_key",
            "The API key opens nothing.",
            "Send a live key as Authorization: Bearer csk_…; write keys (cwk_…) only send events."
        );

    private static Problem NotThere =>
        new(404, "not_found", "There is nothing at this address.", "See /openapi/v1.json for what there is.");

    private static Problem RoleTooLow(Role role, string where) =>
        new(403, "role_too_low", "Your role does not allow this.", $"It takes the role {RoleName.Of(role)} {where}.");

    private static Problem SendsOnly { get; } =
        new(403, "send_only_key", "A service key sends events and reads nothing.", "Ask with an API key (csk_…) of the project.");

    private static readonly Problem _crossSite = new(
        403,
        "cross_site",
        "The request does not come from Cairn's own pages.",
        "Browsers must send the Origin of this server; programs send an API key instead of a cookie. Behind a proxy that changes the host, set CAIRN_PUBLIC_URL."
    );

    private static Problem CrossSite => _crossSite;

    /// <summary>Whom the door was closed to. Not of limits, which have counters.</summary>
    private void Log(HttpContext context, RouteEndpoint endpoint, Problem refusal)
    {
        if (refusal.Status == 429)
            return;
        var (caller, pattern) = (context.Features.Get<Caller>(), endpoint.RoutePattern.RawText);
        LogRefused(log, refusal.Status, refusal.Code, context.Request.Method, pattern, caller?.Kind.ToString() ?? "nobody", caller?.Id);
    }

    /// <summary>The pattern, not the path: a path may carry somebody's id or a token.</summary>
    [LoggerMessage(Level = LogLevel.Information, Message = "Refused with {Status} {Code}: {Method} {Route} by {Kind} {CallerId}")]
    private static partial void LogRefused(
        ILogger logger,
        int status,
        string code,
        string method,
        string? route,
        string kind,
        Guid? callerId
    );
}

using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Keys;

/// <summary>What is asked of keys, in a project and in the instance alike.</summary>
internal static class KeyRequests
{
    public static async Task<Page<KeyAnswer>> ListAsync(HttpContext context, ListKeys keys, CancellationToken cancellationToken)
    {
        var project = ProjectOf(context);
        IReadOnlyList<Key> writeKeys = project is { } id ? await keys.WriteAsync(id, cancellationToken) : [];
        var apiKeys = await keys.ApiAsync(project, cancellationToken);
        return new Page<KeyAnswer>([.. writeKeys.Concat(apiKeys).Select(key => KeyAnswer.Of(key))], Next: null);
    }

    public static async Task<IResult> CreateAsync(
        HttpContext context,
        CreateKey create,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var (project, by) = (ProjectOf(context), AuthorityOf(context));
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var asked = KeyFields.ReadNew(fields, time.GetUtcNow());
        if (asked is { Kind: not KeyKind.Api } && project is null)
            fields.Fault("kind", "not_allowed", "Only API keys are for the whole instance; events are sent to a project.");
        if (asked is not { } wanted || fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var made = await create.RunAsync(project, wanted.Kind, wanted.Settings, by, cancellationToken);
        if (made.Key is not { } key)
            return ProblemAnswer.From(KeyProblems.Of(made.Outcome, by));
        Note(context, key);
        return TypedResults.Created($"{context.Request.Path}/{key.Id}", KeyAnswer.Of(key, made.Secret));
    }

    public static async Task<IResult> ChangeAsync(
        HttpContext context,
        Guid id,
        ChangeKey change,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var by = AuthorityOf(context);
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var changed = await change.RunAsync(
            ProjectOf(context),
            id,
            by,
            key => KeyFields.ReadChange(fields, key, time.GetUtcNow()),
            cancellationToken
        );
        if (changed is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (changed.Key is not { } key)
            return ProblemAnswer.From(KeyProblems.Of(changed.Outcome, by));
        Note(context, key);
        return TypedResults.Ok(KeyAnswer.Of(key));
    }

    public static async Task<IResult> RotateAsync(HttpContext context, Guid id, RotateKey rotate, CancellationToken cancellationToken)
    {
        var by = AuthorityOf(context);
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var hours = fields.Whole("overlapHours", least: 0, RotateKey.MaxOverlapHours) ?? RotateKey.DefaultOverlapHours;
        fields.RefuseOthers();
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var rotated = await rotate.RunAsync(ProjectOf(context), id, TimeSpan.FromHours(hours), by, cancellationToken);
        if (rotated is not { Key: { } key, Replaced: { } old })
            return ProblemAnswer.From(KeyProblems.Of(rotated.Outcome, by));
        Note(context, old).With("successor", key.Id).With("overlapHours", hours);
        return TypedResults.Created(
            $"{context.Request.Path.Value![..^"/rotate".Length]}",
            new RotatedKey(KeyAnswer.Of(key, rotated.Secret), KeyAnswer.Of(old))
        );
    }

    public static async Task<IResult> RevokeAsync(HttpContext context, Guid id, RevokeKey revoke, CancellationToken cancellationToken)
    {
        var by = AuthorityOf(context);
        var revoked = await revoke.RunAsync(ProjectOf(context), id, by, cancellationToken);
        if (revoked.Key is not { } key)
            return ProblemAnswer.From(KeyProblems.Of(revoked.Outcome, by));
        Note(context, key);
        return TypedResults.NoContent();
    }

    /// <summary>Null: the instance.</summary>
    private static ProjectId? ProjectOf(HttpContext context) => context.Features.Get<ProjectAccess>()?.Project.Id;

    private static Authority AuthorityOf(HttpContext context)
    {
        var caller = context.Features.GetRequiredFeature<Caller>();
        return new Authority(context.Features.Get<ProjectAccess>()?.Role ?? caller.InstanceRole ?? Role.Self, caller.Scopes);
    }

    private static AuditNote Note(HttpContext context, Key key)
    {
        var answer = KeyAnswer.Of(key);
        return context
            .AuditNote()
            .On("key", key.Id, key.Name)
            .With("kind", answer.Kind)
            .With("role", answer.Role)
            .With("scopes", Listed(answer.Scopes))
            .With("origins", Listed(answer.Origins))
            .With("events", answer.Events?.Count)
            .With("expiresAt", key.ExpiresAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string? Listed(IReadOnlyList<string>? texts) => texts is null ? null : string.Join(", ", texts);
}

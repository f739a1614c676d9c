using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Control;
using Cairn.Workspace.Access;
using Cairn.Workspace.Audit;

namespace Cairn.Server.Audit;

/// <summary>Writes the audit log: a line per request to an endpoint with <see cref="AuditRule.As"/>, on disk before the first byte of the answer leaves. Who
/// cannot be written down is not answered (503), though what was asked may be done: the line is missing only if the database failed in between.</summary>
internal sealed class AuditRequests(RequestDelegate next, WriteAudit write, TimeProvider time)
{
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AuditRule>() is AuditRule.As { Action: var action })
        {
            var note = new AuditNote { Action = action };
            context.Features.Set(note);
            context.Response.OnStarting(() => WriteAsync(context, note));
        }
        return next(context);
    }

    private Task WriteAsync(HttpContext context, AuditNote note)
    {
        var isDone = context.Response.StatusCode < StatusCodes.Status400BadRequest;
        return isDone || (note.IsKeptWhenRefused && context.Response.StatusCode < StatusCodes.Status500InternalServerError)
            ? write.RunAsync(EntryOf(context, note), CancellationToken.None) // a client that hangs up must not keep it out
            : Task.CompletedTask;
    }

    private AuditEntry EntryOf(HttpContext context, AuditNote note)
    {
        var (kind, id, name) = note.Actor ?? ActorOf(context);
        var project = note.Project ?? context.Features.Get<ProjectAccess>()?.Project.Id;
        return new AuditEntry
        {
            At = time.GetUtcNow(),
            ProjectId = project is { } known ? (int)known.Value : null,
            ActorKind = kind,
            ActorId = id,
            ActorName = name,
            Action = note.Action,
            TargetKind = note.Target?.Kind,
            TargetId = note.Target?.Id ?? RouteId(context),
            TargetName = note.Target?.Name,
            Details = JsonSerializer.Serialize(note.Details, _json),
            Address = context.Connection.RemoteIpAddress?.ToString(),
        };
    }

    private static (ActorKind Kind, Guid? Id, string Name) ActorOf(HttpContext context) =>
        context.Features.Get<Caller>() switch
        {
            { Kind: CallerKind.Account } caller => (ActorKind.Account, caller.Id, caller.Name),
            { Kind: CallerKind.ApiKey or CallerKind.Service } caller => (ActorKind.ApiKey, caller.Id, caller.Name),
            _ when ControlSocket.Carries(context) => (ActorKind.Console, null, Environment.UserName),
            _ => (ActorKind.Nobody, null, ""),
        };

    /// <summary>What the route names after the project, unless the handler said better.</summary>
    private static string? RouteId(HttpContext context)
    {
        foreach (var name in (string[])["id", "cohort", "sequence"])
        {
            if (context.GetRouteValue(name)?.ToString() is { } value)
                return value;
        }
        return null;
    }
}

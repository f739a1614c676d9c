using Cairn.Workspace.Access;
using Cairn.Workspace.Keys;

namespace Cairn.Server.Access;

/// <summary>Who asks? An API key beats a cookie, and a wrong key is not saved by a good cookie. From memory, no database.</summary>
internal sealed class IdentifyCaller(WorkspaceAccess workspace, NoteKeyUse uses, SessionCookie cookie)
{
    private const string Bearer = "Bearer ";

    /// <returns>Null: nobody we know.</returns>
    public ValueTask<Caller?> RunAsync(HttpContext context) =>
        ValueTask.FromResult(
            context.Request.Headers.Authorization is { Count: > 0 } authorization ? ByKey(authorization.ToString()) : cookie.Read(context)
        );

    private Caller? ByKey(string authorization)
    {
        if (!authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return null;
        var caller = workspace.Current.FindApiKey(authorization[Bearer.Length..].Trim());
        if (caller is not null)
            uses.Note(caller.Id);
        return caller;
    }
}

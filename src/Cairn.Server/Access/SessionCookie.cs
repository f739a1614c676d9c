using Cairn.Server.Settings;
using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Sessions;
using Microsoft.AspNetCore.DataProtection;

namespace Cairn.Server.Access;

/// <summary>The cookie of a signed-in account: 256 random bits, new at every sign-in, out of reach of scripts and other sites. Everything else about the session
/// is kept by the server. Over https its name begins with <c>__Host-</c>, so that no other host and no plain http can set it.</summary>
internal sealed class SessionCookie(
    CairnSettings settings,
    AccountSessions sessions,
    NoteSessionUse uses,
    WorkspaceAccess workspace,
    TimeProvider time
)
{
    private const string PlainName = "cairn";
    private const string SecureName = "__Host-cairn";

    /// <summary>Signs the browser in. A session that it had before ends.</summary>
    public async Task StartAsync(HttpContext context, Account account, string method, CancellationToken cancellationToken)
    {
        if (Find(context) is { } before)
            await sessions.EndAsync(before.AccountId, before.Id, cancellationToken);
        var origin = new SessionOrigin(context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent.ToString());
        var secret = await sessions.MakeAsync(account, origin, method, cancellationToken);
        context.Response.Cookies.Append(NameFor(context), secret, Options(context, SessionLife.Most));
    }

    /// <summary>Signs the browser out and takes the cookie away.</summary>
    /// <returns>The session that ended; null: there was none.</returns>
    public async Task<KnownSession?> EndAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var session = Find(context);
        if (session is not null)
            await sessions.EndAsync(session.AccountId, session.Id, cancellationToken);
        Remove(context);
        return session;
    }

    public void Remove(HttpContext context) => context.Response.Cookies.Delete(NameFor(context), Options(context, life: null));

    /// <summary>Who the cookie says is there; null: nobody, or not any more. From memory. Notes the use.</summary>
    public Caller? Read(HttpContext context)
    {
        if (
            Find(context) is not { } session
            || SessionLife.IsOver(session.MadeAt, uses.SeenAt(session.Id, session.SeenAt), time.GetUtcNow())
        )
            return null;
        var caller = workspace.Current.FindAccount(session);
        if (caller is not null)
            uses.Note(session.Id);
        return caller;
    }

    private KnownSession? Find(HttpContext context) =>
        context.Request.Cookies.TryGetValue(NameFor(context), out var secret) && secret is { Length: > 0 and < 128 }
            ? workspace.Current.FindSession(secret)
            : null;

    private bool IsSecure(HttpContext context) => settings.PublicUrl?.Scheme == Uri.UriSchemeHttps || context.Request.IsHttps;

    private string NameFor(HttpContext context) => IsSecure(context) ? SecureName : PlainName;

    private CookieOptions Options(HttpContext context, TimeSpan? life) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = life,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = IsSecure(context),
        };
}

/// <summary>The keys in the data folder: they protect tickets between two steps of a sign-in, and authenticator secrets in the database.</summary>
internal static class ProtectionKeys
{
    public static IServiceCollection AddProtectionKeys(this IServiceCollection services, CairnSettings settings)
    {
        services
            .AddDataProtection()
            .SetApplicationName("cairn")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys")));
        return services;
    }
}

using Cairn.Events;
using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Setup;

/// <summary>What an empty store starts with.</summary>
/// <param name="Owner">Null: the account is made later, by the link.</param>
/// <param name="WriteKey">For the project; null: a new one.</param>
/// <param name="InstanceApiKey">An owner's key for all projects; null: none.</param>
public sealed record FirstThings(FirstOwner? Owner, NewProject? Project, string? WriteKey = null, string? InstanceApiKey = null);

/// <param name="Password">Clear text; only its hash is kept.</param>
public sealed record FirstOwner(string Email, string Password);

/// <summary>What came of it: exactly one of success, "too late" and errors.</summary>
/// <param name="TooLate">Somebody was first; nothing was changed.</param>
/// <param name="SlugTaken">Nothing was changed.</param>
/// <param name="Errors">Nothing was changed. Pointers: /email, /password.</param>
public sealed record SetUpResult(
    Account? Owner = null,
    CreatedProject? Project = null,
    bool TooLate = false,
    bool SlugTaken = false,
    IReadOnlyList<InputError>? Errors = null
);

/// <summary>Makes the first account, project and keys, all or nothing, once.</summary>
public sealed class SetUp(WorkspaceDb db, UserManager<Account> accounts, WorkspaceAccess access, TimeProvider time)
{
    private const long SetUpLock = 0x4361_6972_6E01;

    /// <summary>By the one-time link: only while there is no account.</summary>
    public Task<SetUpResult> FirstAccountAsync(FirstOwner owner, NewProject project, CancellationToken cancellationToken) =>
        PasswordRules.Fault(owner.Password, owner.Email, "/password") is { } fault
            ? Task.FromResult(new SetUpResult(Errors: [fault]))
            : RunAsync(new FirstThings(owner, project), async () => await db.Users.AnyAsync(cancellationToken), cancellationToken);

    /// <summary>By the environment: only while there is nothing at all, not even a deleted project.</summary>
    public Task<SetUpResult> UnattendedAsync(FirstThings things, CancellationToken cancellationToken) =>
        RunAsync(
            things,
            async () =>
                await db.Users.AnyAsync(cancellationToken)
                || await db.Projects.AnyAsync(cancellationToken)
                || await db.ApiKeys.AnyAsync(cancellationToken),
            cancellationToken
        );

    private async Task<SetUpResult> RunAsync(FirstThings things, Func<Task<bool>> isTooLateAsync, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SetUpLock})", cancellationToken);
        if (await isTooLateAsync())
            return new SetUpResult(TooLate: true);

        var now = time.GetUtcNow();
        Account? account = null;
        if (things.Owner is { } owner)
        {
            account = new Account
            {
                Id = Guid.CreateVersion7(now),
                UserName = owner.Email,
                Email = owner.Email,
                InstanceRole = Role.Owner,
                CreatedAt = now,
            };
            var made = await accounts.CreateAsync(account, owner.Password);
            if (!made.Succeeded)
                return new SetUpResult(Errors: [.. made.Errors.Select(Pointed).DistinctBy(e => e.Code)]);
        }
        if (things.InstanceApiKey is { } secret)
        {
            var settings = new KeySettings { Name = "Instance key", Role = Role.Owner };
            CreateKey.Add(db, projectId: null, KeyKind.Api, settings, now, secret);
        }
        CreatedProject? project = null;
        try
        {
            if (things.Project is { } spec)
                project = await CreateProject.AddAsync(db, spec, things.WriteKey, now, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (CreateProject.IsTaken(e))
        {
            return new SetUpResult(SlugTaken: true);
        }
        await transaction.CommitAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return new SetUpResult(account, project);
    }

    private static InputError Pointed(IdentityError error) =>
        error.Code.StartsWith("Password", StringComparison.Ordinal)
            ? new("/password", "weak_password", error.Description)
            : new("/email", "invalid_email", "Use an e-mail address that no account has yet.");
}

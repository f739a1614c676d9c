using System.Collections.Concurrent;
using System.Diagnostics;
using Cairn.Workspace.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Workspace.Tests.Accounts;

/// <summary>The time of a refused sign-in must not tell whether there is an account. Times are not tested, since they vary; the work that takes them is counted.</summary>
public sealed class SignInWorkTests
{
    private const string Email = "known@example.com";
    private const string Password = "the-right-password";

    [Fact]
    public async Task Wrong_unknown_and_locked_do_the_same_work()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await MakeAccountAsync(workspace, Email, lockedUntil: null);
        await MakeAccountAsync(workspace, "locked@example.com", DateTimeOffset.UtcNow.AddMinutes(5));
        await WorkOfAsync(workspace, "warm-up@example.com", "x"); // opens connections and makes nobody's hash

        var wrong = await WorkOfAsync(workspace, Email, "a-wrong-password");
        var unknown = await WorkOfAsync(workspace, "nobody@example.com", "a-wrong-password");
        var locked = await WorkOfAsync(workspace, "locked@example.com", Password);

        wrong.Hashes.ShouldBe(1);
        wrong.Statements.Count.ShouldBe(2, string.Join("\n", wrong.Statements)); // a look-up, a count
        unknown.Hashes.ShouldBe(wrong.Hashes);
        locked.Hashes.ShouldBe(wrong.Hashes);
        unknown.Statements.Count.ShouldBe(wrong.Statements.Count, string.Join("\n", unknown.Statements));
        locked.Statements.Count.ShouldBe(wrong.Statements.Count, string.Join("\n", locked.Statements));
        unknown.Statements[0].ShouldBe(wrong.Statements[0]);
        foreach (var work in (Work[])[wrong, unknown, locked])
            work.Statements[1].ShouldStartWith("UPDATE ");
        (wrong.IsIn, unknown.IsIn, locked.IsIn).ShouldBe((false, false, false));
    }

    [Fact]
    public async Task The_right_password_is_hashed_once_too()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await MakeAccountAsync(workspace, Email, lockedUntil: null);

        var right = await WorkOfAsync(workspace, Email, Password);

        right.IsIn.ShouldBeTrue();
        right.Hashes.ShouldBe(1);
    }

    private static async Task MakeAccountAsync(TestWorkspace workspace, string email, DateTimeOffset? lockedUntil)
    {
        await using var scope = workspace.Get<IServiceScopeFactory>().CreateAsyncScope();
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            Email = email,
            UserName = email,
            LockoutEnd = lockedUntil,
            CreatedAt = DateTimeOffset.UtcNow,
        };
        (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, Password)).Succeeded.ShouldBeTrue();
    }

    private static async Task<Work> WorkOfAsync(TestWorkspace workspace, string email, string password)
    {
        await using var scope = workspace.Get<IServiceScopeFactory>().CreateAsyncScope();
        var services = scope.ServiceProvider;
        var hasher = new CountingHasher(services.GetRequiredService<IPasswordHasher<Account>>());
        var accounts = services.GetRequiredService<UserManager<Account>>();
        accounts.PasswordHasher = hasher;
        var signIn = ActivatorUtilities.CreateInstance<SignIn>(services, accounts, (IPasswordHasher<Account>)hasher);
        var statements = new ConcurrentQueue<string>();
        using var root = new Activity("sign-in").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (
                    activity.TraceId == root.TraceId
                    && activity.Tags.FirstOrDefault(t => t.Key is "db.query.text" or "db.statement").Value is { } sql
                )
                    statements.Enqueue(sql);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var account = await signIn.CheckAsync(email, password, CancellationToken.None);
        return new Work(account is not null, hasher.Count, [.. statements]);
    }

    private sealed record Work(bool IsIn, int Hashes, IReadOnlyList<string> Statements);

    private sealed class CountingHasher(IPasswordHasher<Account> inner) : IPasswordHasher<Account>
    {
        public int Count { get; private set; }

        public string HashPassword(Account user, string password) => inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Count++;
            return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}

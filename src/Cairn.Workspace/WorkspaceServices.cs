using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Audit;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Cohorts;
using Cairn.Workspace.Invitations;
using Cairn.Workspace.Keeping;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Members;
using Cairn.Workspace.Mirrors;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.Privacy;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Reports;
using Cairn.Workspace.SecondFactor;
using Cairn.Workspace.SelfTokens;
using Cairn.Workspace.Sessions;
using Cairn.Workspace.Setup;
using Cairn.Workspace.Sites;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Cairn.Workspace;

/// <summary>Registers the workspace. The host registers an <see cref="NpgsqlDataSource"/> first and migrates it before anything here runs.</summary>
public static class WorkspaceServices
{
    public static IServiceCollection AddWorkspace(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDbContextFactory<WorkspaceDb>(
            (provider, options) =>
                options
                    .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                    // Not one log line per statement or per taken slug; whoever catches the exception says what matters.
                    .ConfigureWarnings(warnings =>
                        warnings.Ignore(RelationalEventId.CommandExecuted, CoreEventId.SaveChangesFailed, RelationalEventId.CommandError)
                    )
        );
        services
            .AddIdentityCore<Account>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = null!; // the user name is the e-mail address, checked as such
                options.Password = new PasswordOptions
                {
                    RequiredLength = PasswordRules.MinOperatorLength, // the rest: PasswordRules
                    RequiredUniqueChars = 1,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireNonAlphanumeric = false,
                    RequireUppercase = false,
                };
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3; // passkeys
                options.Lockout.AllowedForNewUsers = true; // how many and how long: CountMisses
            })
            .AddEntityFrameworkStores<WorkspaceDb>()
            .AddUserStore<AccountStore>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>().AddScoped<AccountStore>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000); // OWASP 2023 for PBKDF2-HMAC-SHA512

        services.AddSingleton<WorkspaceAccess>().AddSingleton<WriteKeys>();
        services.AddSingleton<CreateProject>().AddSingleton<ChangeProject>().AddSingleton<DeleteProject>();
        services.AddSingleton<ArchiveProject>().AddSingleton<RestoreProject>().TryAddSingleton(DeleteGrace.Default);
        services
            .AddSingleton<CreateKey>()
            .AddSingleton<ChangeKey>()
            .AddSingleton<RotateKey>()
            .AddSingleton<RevokeKey>()
            .AddSingleton<ListKeys>();
        services.AddSingleton<EndSelfTokens>();
        services.AddSingleton<EditCohorts>().AddSingleton<ListCohorts>();
        services.AddSingleton<EditReports>().AddSingleton<ListReports>();
        services.AddSingleton<EditBoards>().AddSingleton<ListBoards>().AddSingleton<BoardLinks>();
        services.AddSingleton<WriteAudit>().AddSingleton<ListAudit>();
        services.AddSingleton<EditPrivacy>().AddSingleton<EditSites>().AddSingleton<EditMirror>();
        services.AddSingleton<CountRedactions>().AddHostedService(provider => provider.GetRequiredService<CountRedactions>());
        services.AddSingleton<RetentionRules>().AddSingleton<RetentionRuns>().AddSingleton<RetentionArchives>();
        services.AddScoped<SetUp>().AddScoped<SignIn>().AddScoped<SignInSecondStep>();
        services
            .AddSingleton<AccountRules>()
            .AddSingleton<CountMisses>()
            .AddSingleton<AccountSessions>()
            .AddSingleton<OneTimeTickets>()
            .AddSingleton<ResetLinks>();
        services.AddScoped<ChangePassword>().AddScoped<EditSecondFactor>().AddScoped<DeleteAccount>();
        services.AddSingleton<Invite>().AddSingleton<ListMembers>().AddSingleton<EditMembers>().AddScoped<AcceptInvitation>();
        services.AddSingleton<NoteSessionUse>().AddHostedService(provider => provider.GetRequiredService<NoteSessionUse>());
        services.AddHostedService<WatchWorkspace>();
        services.AddSingleton<NoteKeyUse>().AddHostedService(provider => provider.GetRequiredService<NoteKeyUse>());
        services.AddSingleton<EraseProjects>().AddHostedService(provider => provider.GetRequiredService<EraseProjects>());
        return services;
    }
}

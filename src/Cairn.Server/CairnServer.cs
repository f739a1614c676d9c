using Cairn.Insights;
using Cairn.Server.Access;
using Cairn.Server.AccessRequests;
using Cairn.Server.Accounts;
using Cairn.Server.Audit;
using Cairn.Server.Backups;
using Cairn.Server.Boards;
using Cairn.Server.Bodies;
using Cairn.Server.Cohorts;
using Cairn.Server.Comparing;
using Cairn.Server.Control;
using Cairn.Server.Encryption;
using Cairn.Server.Erasing;
using Cairn.Server.Health;
using Cairn.Server.Imports;
using Cairn.Server.Ingesting;
using Cairn.Server.Keeping;
using Cairn.Server.Keys;
using Cairn.Server.Limits;
using Cairn.Server.Live;
using Cairn.Server.Mail;
using Cairn.Server.Members;
using Cairn.Server.Metrics;
using Cairn.Server.Mirrors;
using Cairn.Server.OpenApi;
using Cairn.Server.People;
using Cairn.Server.Privacy;
using Cairn.Server.Problems;
using Cairn.Server.Projects;
using Cairn.Server.Reports;
using Cairn.Server.Samples;
using Cairn.Server.SelfTokens;
using Cairn.Server.Sessions;
using Cairn.Server.Settings;
using Cairn.Server.Setup;
using Cairn.Server.Sites;
using Cairn.Server.Starting;
using Cairn.Server.SystemFacts;
using Cairn.Server.Telemetry;
using Cairn.Server.Web;
using Cairn.Workspace;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Mvc;

namespace Cairn.Server;

/// <summary>Puts the server together. Separate from Program, so that tests start the same server in their own process.</summary>
internal static class CairnServer
{
    /// <summary>For bodies of /api; ingest has its own bounds.</summary>
    private const int MaxApiBodyBytes = 1024 * 1024;

    /// <summary>Built and wired, nothing started.</summary>
    public static WebApplication Build(CairnSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        Telemetry.Logs.AddTo(builder, settings);
        OpenTelemetryExport.AddTo(builder, settings);
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // every bad request becomes a problem in one place
        builder.Services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton(new DeleteGrace(settings.DeleteGrace));
        builder.Services.AddJsonAnswers().AddWebApp().AddApiDocument();
        builder.Services.AddProxies(settings).AddAddressLimit(settings).AddSignInLimit();
        builder
            .Services.AddProtectionKeys(settings)
            .AddSingleton<SessionCookie>()
            .AddSingleton<SameSite>()
            .AddSingleton<IdentifyCaller>()
            .AddSingleton<KeyLimits>()
            .AddSingleton<SetupToken>();
        builder.Services.AddMail().AddPasskeys(settings).AddSingleton<EndRevokedConnections>().AddSingleton<AccountMeter>();
        builder.Services.AddSingleton<Readiness>().AddSingleton<WatchMeters>().AddSingleton<EngineMeter>().AddSingleton<IdentityMeter>();
        builder
            .Services.AddEngines(settings)
            .AddWorkspace()
            .AddIngest(settings)
            .AddImports(settings)
            .AddInsights()
            .AddCohorts()
            .AddSharedBoards()
            .AddSamples(settings)
            .AddKeeping()
            .AddBackups()
            .AddErasing(settings)
            .AddSingleton<AskSystem>();

        var app = builder.Build();
        Use(app, settings);
        Map(app, settings);
        return app;
    }

    private static void Use(WebApplication app, CairnSettings settings)
    {
        app.UseProxies(settings);
        app.UseMiddleware<MeasureRequests>();
        app.UseMiddleware<AnswerProblems>();
        app.UseNoSniffing();
        app.UseRouting(); // SDK routes answer here and skip the rest
        app.UseSecurityHeaders();
        app.UseRateLimiter();
        app.UseMiddleware<CheckAccess>();
        app.UseMiddleware<AuditRequests>();
        app.UseWebApp(settings.WebFolder ?? WebRoot.Find());
    }

    private static void Map(WebApplication app, CairnSettings settings)
    {
        app.MapSdkRoutes();
        app.MapHubRoutes();

        var api = app.MapGroup("").WithMetadata(new RequestSizeLimitAttribute(MaxApiBodyBytes));
        api.MapSetup();
        api.MapSession();
        api.MapPasskeySignIn();
        api.MapAccountRules();
        api.MapAccount().MapPasswords().MapSecondFactor().MapPasskeys();
        api.MapInvitations().MapInstanceMembers();
        api.MapProjects();
        api.MapDeletedProjects();
        api.MapInstanceKeys();
        api.MapSharedBoards();
        api.MapSystem();
        api.MapBackups();
        api.MapAudit();

        var project = api.MapGroup("/api/projects/{slug}").RequireRole(Role.Viewer);
        project.MapProject();
        project.MapMembers();
        project.MapKeys();
        project.MapSites();
        project.MapMirror();
        project.MapCompare();
        project.MapSelfTokens();
        project.MapProjectAudit();
        project.MapQuestionRoutes();
        project.MapIdentities();
        project.MapCohorts();
        project.MapReports();
        project.MapBoards();
        project.MapDeadLetters();
        project.MapImports();
        project.MapSample();
        project.MapPrivacy();
        project.MapErasures();
        project.MapEncryption();
        project.MapAccessRequests();
        project.MapRetention();
        project.MapArchives();

        app.MapControl();
        app.MapHealth();
        app.MapMetrics(settings);
        app.MapOpenApi("/openapi/{documentName}.json").OpenToEverybody();
    }
}

using Cairn.Ingest;
using Cairn.Ingest.Formats;
using Cairn.Insights.Questions;
using Cairn.Server.Access;
using Cairn.Server.Encryption;
using Cairn.Server.Live;

namespace Cairn.Server;

/// <summary>Where the stages of the flow plug in: one line each.</summary>
internal static class Modules
{
    /// <summary>The routes of SDKs. They skip every step after routing: no cookie, no session, no files, no headers for browsers.</summary>
    public static void MapSdkRoutes(this WebApplication app)
    {
        var sdk = app.MapGroup("");
        sdk.ShortCircuit();
        sdk.MapIngest();
        sdk.MapFormats();
    }

    /// <summary>Questions about one project, asked with at least the role viewer. They read <see cref="Events.ProjectContext"/> from the features.</summary>
    public static void MapQuestionRoutes(this IEndpointRouteBuilder project) =>
        project.MapGroup("").AddEndpointFilter<RevealValues>().MapQuestions();

    /// <summary>Hubs. Each checks the project itself, with <see cref="Access.ProjectAccess.Find"/>, when a client names one.</summary>
    public static void MapHubRoutes(this WebApplication app)
    {
        app.MapHub<LiveHub>("/hubs/live").RequireCaller();
    }
}

using Microsoft.Extensions.FileProviders;

namespace Cairn.Server.Web;

/// <summary>The dashboard: its files, and index.html for every address that is a page of it. Asked only about addresses without an endpoint.</summary>
internal static class WebApp
{
    private static readonly PathString[] _notPages = ["/api", "/hubs", "/ingest", "/openapi", "/assets"];

    public static IApplicationBuilder UseWebApp(this IApplicationBuilder app, string? root) =>
        app.UseWhen(context => context.GetEndpoint() is null, branch => Serve(branch, root));

    /// <summary>Compresses what the web app is made of. Answers of the API are left alone: over TLS the size of a compressed secret tells about it.</summary>
    public static IServiceCollection AddWebApp(this IServiceCollection services) =>
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"];
        });

    private static void Serve(IApplicationBuilder branch, string? root)
    {
        branch.UseResponseCompression();
        if (root is not null)
        {
            var files = new PhysicalFileProvider(root);
            branch.UseCompressedFiles(files, SetCaching);
            branch.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = file => SetCaching(file.Context) });
        }
        branch.Use(
            async (context, next) =>
            {
                if (IsPage(context.Request))
                    await AnswerPageAsync(context, root);
                else
                    await next(context);
            }
        );
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !_notPages.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
        && !Path.HasExtension(request.Path);

    private static async Task AnswerPageAsync(HttpContext context, string? root)
    {
        SetCaching(context);
        if (root is not null && File.Exists(Path.Combine(root, "index.html")))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.SendFileAsync(Path.Combine(root, "index.html"), context.RequestAborted);
            return;
        }
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            "Cairn runs, but its web app is not built. Run ./dev up, or npm ci and npm run build in web/, and reload.\nThe API is at /openapi/v1.json.\n",
            context.RequestAborted
        );
    }

    /// <summary>Files under /assets carry a hash of their content in their name, so they never change; all others are asked for again, the SDK's after an hour.</summary>
    private static void SetCaching(HttpContext context)
    {
        var (path, headers) = (context.Request.Path, context.Response.Headers);
        if (SdkScripts.Has(path))
            SdkScripts.Prepare(headers);
        else if (path.StartsWithSegments("/assets", StringComparison.Ordinal))
            headers.CacheControl = "public, max-age=31536000, immutable";
        else
            headers.CacheControl = "no-cache";
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;

namespace Cairn.AspNetCore;

/// <summary>Which requests are passed over.</summary>
internal sealed class ExcludedRequests(RequestOptions options)
{
    private readonly PathString[] _paths = [.. options.ExcludedPaths.Select(path => new PathString("/" + path.Trim('/')))];

    /// <summary>By what is known before the request is handled.</summary>
    public bool Before(HttpContext context)
    {
        if (options.SampleRate <= 0 || HttpMethods.IsOptions(context.Request.Method))
            return true;
        foreach (var path in _paths)
            if (context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
                return true;
        return options.Exclude?.Invoke(context) is true;
    }

    /// <summary>By its endpoint, which routing may find only after this middleware.</summary>
    public bool After(HttpContext context, Endpoint? endpoint)
    {
        if (endpoint is null)
            return !options.CaptureStaticFiles && Path.HasExtension(context.Request.Path.Value);
        return endpoint.Metadata.GetMetadata<CairnIgnoreAttribute>() is not null
            || endpoint.DisplayName == "Health checks"
            || (!options.CaptureStaticFiles && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null);
    }
}

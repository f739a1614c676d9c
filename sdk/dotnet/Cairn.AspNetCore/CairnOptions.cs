using Cairn.Client;

namespace Cairn.AspNetCore;

/// <summary>What <c>AddCairn</c> sets. The section <c>Cairn</c> of the configuration is read first: <c>Cairn:Client:Url</c>, <c>Cairn:Client:WriteKey</c>.</summary>
public sealed class CairnOptions
{
    /// <summary>Where events go. <see cref="CairnClientOptions.OnLost"/> and <see cref="CairnClientOptions.OnRejected"/> are called after a warning is logged.</summary>
    public CairnClientOptions Client { get; set; } = new();

    /// <summary>Which requests are captured, and what of them.</summary>
    public RequestOptions Requests { get; set; } = new();

    /// <summary>How a request is known to be somebody's.</summary>
    public VisitorOptions Visitors { get; set; } = new();
}

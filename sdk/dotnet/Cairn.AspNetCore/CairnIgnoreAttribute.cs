namespace Cairn.AspNetCore;

/// <summary>Requests of this endpoint are not captured. On a controller, an action, a page, or with <c>.WithCairnIgnored()</c> on a mapped route or group.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CairnIgnoreAttribute : Attribute;

namespace CivilIdentity;

/// <summary>Sex as the resident identity number states it: an odd sequence is male, an even one female (GB 11643-1999).</summary>
public enum Sex
{
    /// <summary>男.</summary>
    Male,

    /// <summary>女.</summary>
    Female,
}

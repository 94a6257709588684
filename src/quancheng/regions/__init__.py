"""区划 regions: the city, its counties and their towns (GB/T 2260, GB/T 10114)."""

"""What every output shares: how a value is worded, by which id a row is known, key figures, the official form as a grid."""

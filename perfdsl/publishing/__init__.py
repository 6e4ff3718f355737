"""What a published site owes its readers: addresses that stay, changes that are owned up to, a swap that is never half done."""
